package dev.latchkey.benchmarks.store;

import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.benchmarks.peer.Msal;
import dev.latchkey.benchmarks.peer.MsalFile;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of reading one session from the disk and checking it, among one and among ten thousand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init")
public class LookUpBenchmark {
    /** The number of stored sessions. */
    @Param({"1", "10000"})
    int sessions;

    private final SessionDocument format = new SessionDocument(new MoshiJson());
    private StoredAccounts accounts;
    private FileSessionStore store;
    private SessionId id;
    private Msal msal;
    private IAccount account;

    /** Finds the sessions, or creates them. */
    @Setup
    public void open() throws IOException {
        accounts = StoredAccounts.of(sessions);
        store = LatchkeySessions.store(accounts.folder());
        id = accounts.middle();
        msal = Msal.open(URI.create("https://as.example/token"), new MsalFile(accounts.msalCache()));
        account = msal.account();
    }

    /** The lower bound. */
    @Benchmark
    public byte[] plainRead() throws IOException {
        return Files.readAllBytes(accounts.plainFile());
    }

    /** Latchkey. */
    @Benchmark
    public StoredSession latchkey() {
        return format.read(store.load(id).orElseThrow(), "here");
    }

    /** Microsoft's library. */
    @Benchmark
    public IAuthenticationResult msal() throws MalformedURLException {
        return msal.token(account);
    }
}

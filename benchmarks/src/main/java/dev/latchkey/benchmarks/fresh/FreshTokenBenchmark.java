package dev.latchkey.benchmarks.fresh;

import static dev.latchkey.testkit.InMemorySessionLock.held;

import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import dev.latchkey.benchmarks.peer.Google;
import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.benchmarks.peer.Msal;
import dev.latchkey.benchmarks.server.RotatingServer;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of getting a fresh token, compared with the lower bound: a volatile read and a clock reading. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class FreshTokenBenchmark {
    private static final URI NOWHERE = URI.create("https://as.example/token");
    private static final long LIFE = TimeUnit.HOURS.toMillis(1);

    private volatile long expiresAt = System.currentTimeMillis() + LIFE;

    /** Latchkey. */
    @State(Scope.Benchmark)
    public static class LatchkeySession {
        final AuthSession session = freshSession();
    }

    /** Google's library. */
    @State(Scope.Benchmark)
    public static class GoogleCredentials {
        final Google credentials = Google.withToken(NOWHERE, "refresh", LIFE);
    }

    /** Microsoft's library. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init")
    public static class MsalApplication {
        Msal application;
        IAccount account;

        /** Logs in once. */
        @Setup
        public void logIn() throws IOException {
            try (RotatingServer server = RotatingServer.start()) {
                application = Msal.open(server.tokenEndpoint(), null);
                application.logIn(server.logIn());
                account = application.account();
            }
        }
    }

    /** The lower bound. */
    @Benchmark
    public boolean volatileReadAndClock() {
        return System.currentTimeMillis() < expiresAt;
    }

    /** Latchkey. */
    @Benchmark
    public Secret latchkey(LatchkeySession latchkey) {
        return latchkey.session.accessToken();
    }

    /** The call that its HTTP clients make for each request. */
    @Benchmark
    public Map<String, List<String>> google(GoogleCredentials google) throws IOException {
        return google.credentials.headers();
    }

    /** The call that its documentation recommends for each request. */
    @Benchmark
    public IAuthenticationResult msal(MsalApplication msal) throws MalformedURLException {
        return msal.application.token(msal.account);
    }

    private static AuthSession freshSession() {
        InMemorySessionStore store = new InMemorySessionStore();
        try (var save = store.prepare(LatchkeySessions.ID, held(LatchkeySessions.ID))) {
            save.commit(LatchkeySessions.document(NOWHERE, "refresh", LIFE));
        }
        return AuthSession.open(
                LatchkeySessions.provider(NOWHERE),
                LatchkeySessions.ID,
                Adapters.of(
                        call -> {
                            throw new AssertionError("a fresh token needs no network");
                        },
                        new MoshiJson(),
                        store,
                        new InMemorySessionLock(),
                        new SystemTimeSource()));
    }
}

package dev.latchkey.benchmarks.store;

import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.model.LockId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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

/** The cost of locking and unlocking without contention. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init")
public class LockBenchmark {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final LockId ID = LockId.session(LatchkeySessions.ID);

    private FileSessionLock lock;
    private Path file;

    /** Creates the lock files. */
    @Setup
    public void open() throws IOException {
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("latchkey.benchmarks.folder", ".")), "lock");
        lock = LatchkeySessions.lock(folder);
        file = Files.createFile(folder.resolve("plain"));
    }

    /** The lower bound. */
    @Benchmark
    public boolean plainLock() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            return held.isValid();
        }
    }

    /** Latchkey. */
    @Benchmark
    public void latchkey() {
        lock.acquire(ID, LIMIT).close();
    }
}

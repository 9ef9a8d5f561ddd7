package dev.latchkey.testkit.torture;

import dev.latchkey.error.StorageException;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Stress-tests a store and its lock: processes with many threads share one session at a loopback server, whose access tokens last three
 * seconds and whose refresh tokens may be sent once. Meanwhile, processes are killed, responses are lost and the server is down. All
 * processes record what they do, and a judge reports everything that nothing explains.
 *
 * <pre>{@code
 * TortureReport report = new Torture(MyProgram.class, MoshiJson.class)
 *         .mode(TortureMode.FAULTS)
 *         .duration(Duration.ofMinutes(1))
 *         .run(folder);
 * assertEquals(List.of(), report.violations());
 * }</pre>
 *
 * <p>The processes run on the same Java as this one, with its class path. Requires a POSIX system. Used by one thread.
 */
public final class Torture {
    final Properties settings = new Properties();
    final List<TortureTrouble> troubles = new ArrayList<>();
    TortureMode mode = TortureMode.CALM;
    Duration duration = Duration.ofSeconds(12);
    Duration pace = Duration.ZERO;
    Duration thinking = Duration.ZERO;
    Duration grace = Duration.ofSeconds(10);
    Duration life = Duration.ofSeconds(3);
    String name = "";
    int processes = 3;
    int threads = 8;
    int times = Integer.MAX_VALUE;
    long seed = System.nanoTime();
    boolean usualTroubles = true;

    @Nullable
    Other beside;

    /** How every other process is started instead. */
    record Other(String classPath, String main, String program) {}

    /**
     * A run without faults, of 12 seconds, with 3 processes of 8 threads each.
     *
     * @param program what each process runs
     * @param json a public class with a public constructor without parameters, such as {@code MoshiJson}
     */
    public Torture(Class<? extends TortureProgram> program, Class<? extends Json> json) {
        setting("program", program.getName());
        setting("json", json.getName());
    }

    /** Which faults occur, and whether the server has a grace period. */
    public Torture mode(TortureMode newMode) {
        mode = Objects.requireNonNull(newMode, "newMode");
        return this;
    }

    /** How long the server repeats its response to a superseded refresh token, in {@link TortureMode#GRACE}; ten seconds by default. */
    public Torture grace(Duration newGrace) {
        grace = Objects.requireNonNull(newGrace, "newGrace");
        return this;
    }

    /** How long to run, once all processes have started. */
    public Torture duration(Duration newDuration) {
        duration = Objects.requireNonNull(newDuration, "newDuration");
        return this;
    }

    /** The number of processes at a time, and of threads in each. */
    public Torture processes(int newProcesses, int newThreads) {
        processes = newProcesses;
        threads = newThreads;
        return this;
    }

    /** The seed of everything random. It repeats what is done, but not its exact timing. */
    public Torture seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** Something that the program needs to know, such as an address; {@link TortureHost#setting} returns it in each process. */
    public Torture setting(String key, String value) {
        settings.setProperty(key, value);
        return this;
    }

    /**
     * During faults, callers may get a {@link StorageException} with one of these reasons. This counts like an unreachable server: in {@link
     * TortureMode#CALM} it is a violation.
     */
    public Torture tolerate(StorageException.Reason... reasons) {
        return setting(TortureHost.TOLERATED, Arrays.toString(reasons));
    }

    /** A name for the report, in addition to the mode. */
    public Torture named(String newName) {
        name = newName;
        return this;
    }

    /** How long the server takes to respond to a request for a token, unless a trouble changes that; no time by default. */
    public Torture thinking(Duration newThinking) {
        thinking = Objects.requireNonNull(newThinking, "newThinking");
        return this;
    }

    /** How long access tokens last; three seconds by default. */
    public Torture life(Duration newLife) {
        life = Objects.requireNonNull(newLife, "newLife");
        return this;
    }

    /**
     * The time between two moments at which all threads of all processes ask for a token; they do not ask in between. If it is longer than a
     * token lasts, all find it expired each time. Zero by default: each thread asks at its own times.
     */
    public Torture pace(Duration newPace) {
        pace = Objects.requireNonNull(newPace, "newPace");
        return this;
    }

    /** Adds a trouble, in a mode with faults. All troubles are equally frequent, and follow each other. */
    public Torture trouble(TortureTrouble trouble) {
        troubles.add(trouble);
        return this;
    }

    /** Causes only this trouble, the given number of times. The run ends with it, or when its duration is over. */
    public Torture only(TortureTrouble trouble, int newTimes) {
        usualTroubles = false;
        times = newTimes;
        return trouble(trouble);
    }

    /**
     * Makes every other process run another revision of the program, which is already built. Both share the session.
     *
     * @param classPath the class path of that revision
     * @param main its main class: {@code dev.latchkey.testkit.torture.Worker}, if that revision has it
     * @param program the name of its {@link TortureProgram}
     */
    public Torture beside(String classPath, String main, String program) {
        beside = new Other(classPath, main, program);
        return this;
    }

    /**
     * Runs it, and reports its progress on standard output.
     *
     * @param folder an empty folder for the {@code journal} and the {@code output} of the processes
     * @throws IOException if a process could not be started, or the folder could not be written to
     */
    public TortureReport run(Path folder) throws IOException, InterruptedException {
        System.out.println("torture: " + label() + ", " + processes + " processes x " + threads + " threads, at most "
                + duration.toSeconds() + " s, seed " + seed);
        return new TortureRun(this, folder).run();
    }

    String label() {
        return mode.name().toLowerCase(Locale.ROOT)
                + (name.isEmpty() ? "" : ", " + name)
                + (beside == null ? "" : ", beside another revision");
    }
}

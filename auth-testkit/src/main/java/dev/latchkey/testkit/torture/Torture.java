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
 * Tortures a store and its lock: processes with many threads share one session at a loopback server, whose access tokens last three
 * seconds and whose refresh tokens may be sent once, while processes are killed, answers are lost and the server is down. All write down
 * what they do, and a judge says whether anything happened that nothing explains.
 *
 * <pre>{@code
 * TortureReport report = new Torture(MyProgram.class, MoshiJson.class)
 *         .mode(TortureMode.FAULTS)
 *         .duration(Duration.ofMinutes(1))
 *         .run(folder);
 * assertEquals(List.of(), report.violations());
 * }</pre>
 *
 * <p>The processes run on the Java of this one, with its class path. Needs a POSIX system. Used by one thread.
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

    /** What starts every other process, in place of ours. */
    record Other(String classPath, String main, String program) {}

    /**
     * A torture in calm, of 12 seconds, with 3 processes of 8 threads.
     *
     * @param program what each process runs
     * @param json a public class with a public constructor without parameters, such as {@code MoshiJson}
     */
    public Torture(Class<? extends TortureProgram> program, Class<? extends Json> json) {
        setting("program", program.getName());
        setting("json", json.getName());
    }

    /** What goes wrong, and whether the server has a grace period. */
    public Torture mode(TortureMode newMode) {
        mode = Objects.requireNonNull(newMode, "newMode");
        return this;
    }

    /** For how long the server gives a superseded refresh token's answer again, in {@link TortureMode#GRACE}; ten seconds, as usual. */
    public Torture grace(Duration newGrace) {
        grace = Objects.requireNonNull(newGrace, "newGrace");
        return this;
    }

    /** How long, from when all processes are there. */
    public Torture duration(Duration newDuration) {
        duration = Objects.requireNonNull(newDuration, "newDuration");
        return this;
    }

    /** How many processes there are at a time, and how many threads in each. */
    public Torture processes(int newProcesses, int newThreads) {
        processes = newProcesses;
        threads = newThreads;
        return this;
    }

    /** For all that is random; it repeats what is done, but not its exact timing. */
    public Torture seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** Something that the program needs to know, such as an address; {@link TortureHost#setting} has it in each process. */
    public Torture setting(String key, String value) {
        settings.setProperty(key, value);
        return this;
    }

    /**
     * While something goes wrong, callers may get a {@link StorageException} with one of these reasons. They count as those who could not
     * reach the server: in {@link TortureMode#CALM} that is a violation.
     */
    public Torture tolerate(StorageException.Reason... reasons) {
        return setting(TortureHost.TOLERATED, Arrays.toString(reasons));
    }

    /** What the report calls it, beside the mode. */
    public Torture named(String newName) {
        name = newName;
        return this;
    }

    /** How long the server thinks about each request for a token, unless a trouble changes that; not at all, as usual. */
    public Torture thinking(Duration newThinking) {
        thinking = Objects.requireNonNull(newThinking, "newThinking");
        return this;
    }

    /** How long access tokens last; three seconds, as usual. */
    public Torture life(Duration newLife) {
        life = Objects.requireNonNull(newLife, "newLife");
        return this;
    }

    /**
     * All threads of all processes ask for a token at the same moments, so far apart, and not otherwise. With more than a
     * token lasts, each time all find it expired. Zero, as usual: each asks at moments of its own.
     */
    public Torture pace(Duration newPace) {
        pace = Objects.requireNonNull(newPace, "newPace");
        return this;
    }

    /** Something more that goes wrong, in a mode with faults. Each trouble is made as often as another, one after the other. */
    public Torture trouble(TortureTrouble trouble) {
        troubles.add(trouble);
        return this;
    }

    /** Nothing goes wrong but this, so many times; the torture ends with it, or when its duration is over. */
    public Torture only(TortureTrouble trouble, int newTimes) {
        usualTroubles = false;
        times = newTimes;
        return trouble(trouble);
    }

    /**
     * Every other process is of another revision of the program, built somewhere: both share the session.
     *
     * @param classPath where its classes are
     * @param main the class that is started; {@code dev.latchkey.testkit.torture.Worker}, if that revision has it
     * @param program the name of its {@link TortureProgram}
     */
    public Torture beside(String classPath, String main, String program) {
        beside = new Other(classPath, main, program);
        return this;
    }

    /**
     * Runs it, and tells of its progress on standard output.
     *
     * @param folder an empty one, where everything is written down: {@code journal}, and {@code output} of the processes
     * @throws IOException if a process could not be started, or nothing could be written there
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

package dev.latchkey.testkit.torture;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The processes: started, killed and started again. Safe for use by several threads. */
final class Workers {
    private static final long SECONDS_TO_END = 60;

    private final Torture torture;
    private final Path folder;
    private final LoopbackAuthorizationServer server;
    private final Journal journal;
    private final SplittableRandom random;
    private final Torture.Other ours;
    private final List<Process> running = new ArrayList<>(); // indexed by number
    private int kills;

    Workers(Torture torture, Path folder, LoopbackAuthorizationServer server, Journal journal) {
        this.torture = torture;
        this.folder = folder;
        this.server = server;
        this.journal = journal;
        this.random = new SplittableRandom(torture.seed);
        this.ours = new Torture.Other(
                System.getProperty("java.class.path", ""),
                Worker.class.getName(),
                torture.settings.getProperty("program"));
    }

    synchronized void start() throws IOException {
        for (int i = 0; i < torture.processes; i++) {
            running.add(start(i));
        }
    }

    synchronized long any() {
        return running.get(random.nextInt(running.size())).pid();
    }

    /** Kills a random process. */
    synchronized void killAny() throws IOException, InterruptedException {
        kill(any());
    }

    /** The number of the process; negative if it is not running. */
    synchronized int number(long process) {
        return running.stream().map(Process::pid).toList().indexOf(process);
    }

    /** Kills the process, if it is running. */
    synchronized void kill(long process) throws IOException, InterruptedException {
        int number = number(process);
        if (number < 0) {
            return;
        }
        running.get(number).destroyForcibly().waitFor();
        // Recorded once it has ended, so none of its lines follows.
        journal.note(JournalLine.Kind.KILLED, Long.toString(process));
        kills++;
        running.set(number, start(number));
    }

    synchronized int kills() {
        return kills;
    }

    /** Lets all processes end by themselves; those that do not are killed and returned. */
    synchronized List<Long> stop() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("stop"));
        List<Long> stuck = new ArrayList<>();
        for (Process each : running) {
            if (!each.waitFor(SECONDS_TO_END, TimeUnit.SECONDS) || each.exitValue() != 0) {
                stuck.add(each.pid());
                each.destroyForcibly().waitFor();
            }
        }
        return stuck;
    }

    /** Every other process runs the other revision, if there is one. */
    private Process start(int number) throws IOException {
        Torture.Other other = torture.beside;
        Torture.Other which = other != null && number % 2 == 1 ? other : ours;
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                which.classPath(),
                which.main(),
                folder.toString(),
                server.issuer().toString(),
                server.clientId(),
                which.program(),
                Integer.toString(torture.threads),
                Long.toString(random.nextLong()),
                Integer.toString(number),
                Long.toString(torture.pace.toMillis()));
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()));
        return builder.start();
    }
}

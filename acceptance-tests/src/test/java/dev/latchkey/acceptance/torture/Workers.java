package dev.latchkey.acceptance.torture;

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

    private final Path home;
    private final LoopbackAuthorizationServer server;
    private final TortureOptions options;
    private final Journal journal;
    private final SplittableRandom random;
    private final List<Process> running = new ArrayList<>();
    private int kills;
    private int started;

    Workers(Path home, LoopbackAuthorizationServer server, TortureOptions options, Journal journal) {
        this.home = home;
        this.server = server;
        this.options = options;
        this.journal = journal;
        this.random = new SplittableRandom(options.seed());
    }

    synchronized void start(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            running.add(startOne());
        }
    }

    /** Kills any one. */
    synchronized void killAny() throws IOException, InterruptedException {
        kill(running.get(random.nextInt(running.size())));
    }

    /** Kills that one, if it still runs. */
    synchronized void kill(long process) throws IOException, InterruptedException {
        for (Process each : List.copyOf(running)) {
            if (each.pid() == process) {
                kill(each);
            }
        }
    }

    synchronized int kills() {
        return kills;
    }

    /** Lets all of them end by themselves; those that do not are killed and answered. */
    synchronized List<Long> stop() throws IOException, InterruptedException {
        Files.createFile(home.resolve("stop"));
        List<Long> stuck = new ArrayList<>();
        for (Process each : running) {
            if (!each.waitFor(SECONDS_TO_END, TimeUnit.SECONDS) || each.exitValue() != 0) {
                stuck.add(each.pid());
                each.destroyForcibly().waitFor();
            }
        }
        return stuck;
    }

    private void kill(Process process) throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        running.remove(process);
        // After it is gone: none of its lines comes later.
        journal.note(JournalLine.Kind.KILLED, Long.toString(process.pid()));
        kills++;
        running.add(startOne());
    }

    /** Every other one is of the other revision, if there is one. */
    private Process startOne() throws IOException {
        Revision other = options.beside();
        Revision revision = other != null && started % 2 == 1 ? other : Revision.present();
        started++;
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                revision.classPath(),
                revision.worker(),
                home.toString(),
                server.issuer().toString(),
                server.clientId(),
                Boolean.toString(options.sealed()),
                Integer.toString(options.threads()),
                Long.toString(random.nextLong()));
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("output").toFile()));
        return builder.start();
    }
}

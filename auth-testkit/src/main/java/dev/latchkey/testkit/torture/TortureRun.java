package dev.latchkey.testkit.torture;

import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One run: a server, processes that share a session, troubles if the mode has any, and the judge at the end. */
final class TortureRun {
    private static final long SAY_EVERY_SECONDS = 30;
    private static final long SECONDS_TO_START = 60;

    private final Torture torture;
    private final Path folder;
    private final Semaphore logins = new Semaphore(1);

    TortureRun(Torture torture, Path folder) {
        this.torture = torture;
        this.folder = folder;
    }

    TortureReport run() throws IOException, InterruptedException {
        try (Writer out = Files.newBufferedWriter(folder.resolve(TortureHost.SETTINGS))) {
            torture.settings.store(out, null);
        }
        Json json = TortureHost.make(Json.class, torture.settings.getProperty("json"));
        LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(json)
                .accessTokenLife(torture.life)
                .interval(Duration.ofSeconds(1))
                .reuseGrace(torture.mode == TortureMode.GRACE ? torture.grace : Duration.ZERO)
                .start();
        try (server;
                Journal journal = new Journal(folder.resolve("journal"))) {
            return run(server, journal);
        }
    }

    private TortureReport run(LoopbackAuthorizationServer server, Journal journal)
            throws IOException, InterruptedException {
        TortureHost host = new TortureHost(folder, server.issuer(), server.clientId(), TortureHost.NONE, journal);
        Relogin person = new Relogin(server, host, journal);
        person.logInIfOver();
        Workers workers = new Workers(torture, folder, server, journal);
        Troubles troubles = new Troubles(torture, new TortureScene(workers, server, logins, journal, torture.seed));
        Thread troubled = new Thread(troubles, "trouble");
        server.faults().delay(Endpoint.TOKEN, torture.thinking);
        workers.start();
        awaitThem(journal);
        long start = System.nanoTime();
        if (torture.mode.hasFaults()) {
            troubled.start();
        }
        watch(server, person, workers, troubles);
        Duration ran = Duration.ofNanos(System.nanoTime() - start);
        troubles.end();
        troubled.join();
        List<String> violations = new ArrayList<>();
        workers.stop().forEach(process -> violations.add("process " + process + " did not end"));
        if (troubles.failure() != null) {
            violations.add("the trouble failed: " + troubles.failure());
        }
        Judge judge = new Judge(
                torture.mode, Journal.read(journal.file()), server.log().events());
        violations.addAll(judge.violations());
        checkRefreshes(judge.refreshes(), ran, violations);
        return report(judge, workers.kills(), violations);
    }

    private void awaitThem(Journal journal) throws InterruptedException {
        long ours = torture.beside == null ? torture.processes : (torture.processes + 1) / 2;
        long start = System.nanoTime();
        while (Journal.read(journal.file()).stream()
                        .filter(line -> line.is(JournalLine.Kind.READY))
                        .count()
                < ours) {
            if (seconds(start) > SECONDS_TO_START) {
                throw new IllegalStateException("the processes did not start; see " + folder.resolve("output"));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Waits for the end of the run, and logs in again when the session has ended. */
    private void watch(LoopbackAuthorizationServer server, Relogin person, Workers workers, Troubles troubles)
            throws InterruptedException {
        long start = System.nanoTime();
        long said = 0;
        while (seconds(start) < torture.duration.toSeconds() && !troubles.isOver()) {
            TimeUnit.MILLISECONDS.sleep(100);
            if (logins.tryAcquire()) {
                int before = person.logins();
                person.logInIfOver();
                if (person.logins() > before) {
                    server.faults().delay(Endpoint.TOKEN, torture.thinking);
                }
                logins.release();
            }
            if (seconds(start) - said >= SAY_EVERY_SECONDS) {
                said = seconds(start);
                System.out.println(
                        "torture: " + said + " s, " + server.log().events().size() + " events, " + workers.kills()
                                + " killed, " + person.logins() + " logins");
            }
        }
    }

    /**
     * Each token is renewed at the latest when it expires, and at the earliest in its last fifth and a tenth of that. There may be one more
     * renewal while the processes start, and troubles cause delays.
     */
    private void checkRefreshes(int refreshes, Duration ran, List<String> violations) {
        boolean paced = torture.pace.compareTo(torture.life) > 0;
        long each = (paced ? torture.pace : torture.life).toMillis();
        long due = ran.toMillis() / each;
        long least = torture.mode.hasFaults() ? due / 4 : Math.max(1, due - 2);
        long most = (long) Math.ceil(ran.toMillis() / (paced ? each : each * 0.78))
                + 4
                + (torture.mode.mayEndSessions() ? ran.toSeconds() : 0);
        if (refreshes < least && torture.usualTroubles) {
            violations.add("only " + refreshes + " refreshes, where " + least + " were due");
        }
        if (refreshes > most) {
            violations.add(refreshes + " refreshes, where " + most + " were due");
        }
    }

    private TortureReport report(Judge judge, int kills, List<String> violations) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("processes", (long) torture.processes);
        figures.put("threads", (long) torture.threads);
        figures.put("calls", judge.calls());
        figures.put("refreshes", (long) judge.refreshes());
        figures.put("calls failed", judge.callsFailed());
        figures.put("killed", (long) kills);
        figures.put("answers dropped", (long) judge.answersDropped());
        figures.put("repeated in grace", (long) judge.repeats());
        figures.put("reuses", (long) judge.reuses());
        figures.put("forced logins", (long) judge.forcedLogins());
        figures.put("not explained", (long) violations.size());
        figures.put("median wait (ms)", judge.waited(0.5));
        figures.put("longest wait (ms)", judge.waited(1));
        Map<String, Integer> times = new LinkedHashMap<>();
        violations.forEach(violation -> times.merge(violation, 1, Integer::sum));
        List<String> each = times.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : " (" + entry.getValue() + " times)"))
                .toList();
        return new TortureReport(torture.label(), figures, each);
    }

    private static long seconds(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}

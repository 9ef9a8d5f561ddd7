package dev.latchkey.acceptance.torture;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.session.Adapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run: a server, processes that share a session at it, trouble if the mode has any, and a judgement in the end. */
final class Torture {
    static final Duration LIFE = Duration.ofSeconds(3);

    private static final long SAY_EVERY_SECONDS = 30;

    private final TortureOptions options;
    private final Path home;

    Torture(TortureOptions options, Path home) {
        this.options = options;
        this.home = home;
    }

    Outcome run() throws IOException, InterruptedException {
        System.out.println("torture: " + options.shown());
        LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .accessTokenLife(LIFE)
                .reuseGrace(options.mode().grace())
                .start();
        try (server;
                Journal journal = new Journal(home.resolve("journal"))) {
            return run(server, journal);
        }
    }

    private Outcome run(LoopbackAuthorizationServer server, Journal journal) throws IOException, InterruptedException {
        Adapters adapters = SharedSession.adapters(home, options.sealed(), journal);
        Relogin person =
                new Relogin(server, SharedSession.provider(server.issuer(), server.clientId()), adapters, journal);
        person.logInIfOver();
        Workers workers = new Workers(home, server, options, journal);
        Trouble trouble = new Trouble(workers, server, journal.file(), options.seed());
        Thread troubled = new Thread(trouble, "trouble");
        workers.start(options.processes());
        if (options.mode().hasFaults()) {
            troubled.start();
        }
        watch(server, person, workers);
        trouble.end();
        troubled.join();
        List<Long> stuck = workers.stop();
        return judged(server, journal, workers.kills(), stuck);
    }

    /** Until the time is over; logs in again where the session is. */
    private void watch(LoopbackAuthorizationServer server, Relogin person, Workers workers)
            throws InterruptedException {
        long start = System.nanoTime();
        long said = 0;
        while (seconds(start) < options.duration().toSeconds()) {
            TimeUnit.MILLISECONDS.sleep(100);
            person.logInIfOver();
            if (seconds(start) - said >= SAY_EVERY_SECONDS) {
                said = seconds(start);
                System.out.println(
                        "torture: " + said + " s, " + server.log().events().size() + " events, " + workers.kills()
                                + " killed, " + person.logins() + " logins");
            }
        }
    }

    private Outcome judged(LoopbackAuthorizationServer server, Journal journal, int kills, List<Long> stuck)
            throws IOException {
        Judge judge = new Judge(
                options.mode(), Journal.read(journal.file()), server.log().events());
        List<String> violations = new ArrayList<>(judge.violations());
        stuck.forEach(process -> violations.add("process " + process + " did not end"));
        if (judge.refreshes() < leastRefreshes()) {
            violations.add("only " + judge.refreshes() + " refreshes, where " + leastRefreshes() + " were due");
        }
        if (judge.refreshes() > mostRefreshes()) {
            violations.add(judge.refreshes() + " refreshes, where " + mostRefreshes() + " were due");
        }
        leftBehind().forEach(file -> violations.add("left behind: " + file));
        return new Outcome(options, judge, kills, violations, home);
    }

    /** Each token is renewed at the latest when it is over; processes take a while to start, and trouble holds things up. */
    private long leastRefreshes() {
        long tokens = options.duration().toMillis() / LIFE.toMillis();
        return options.mode().hasFaults() ? tokens / 4 : Math.max(1, tokens - 2);
    }

    /** Each token is renewed in its last fifth and a tenth of that at the earliest. */
    private long mostRefreshes() {
        return (long) Math.ceil(options.duration().toMillis() / (LIFE.toMillis() * 0.78)) + 3 + forcedAtMost();
    }

    private long forcedAtMost() {
        return options.mode().mayEndSessions() ? options.duration().toSeconds() : 0;
    }

    /** What a crash left beside a document, the next save clears; the last renewals were without trouble. */
    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("sessions"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !List.of("session.json", "session.enc", "session.lock")
                            .contains(file.getFileName().toString()))
                    .toList();
        }
    }

    private static long seconds(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}

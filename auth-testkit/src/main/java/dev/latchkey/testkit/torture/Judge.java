package dev.latchkey.testkit.torture;

import dev.latchkey.loopback.ServerEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what must not happen in the records. Pure. */
final class Judge {
    private final TortureMode mode;
    private final List<JournalLine> journal;
    private final List<ServerEvent> events;
    private final History history;
    private final List<String> violations = new ArrayList<>();

    Judge(TortureMode mode, List<JournalLine> journal, List<ServerEvent> events) {
        this.mode = mode;
        this.journal = List.copyOf(journal);
        this.events = List.copyOf(events);
        this.history = new History(journal, events);
    }

    /** What must not happen but did; empty if the run passed. */
    List<String> violations() {
        violations.clear();
        violations.addAll(Overlaps.in(journal));
        checkThatEachTokenIsExchangedOnce();
        checkThatWhatCameAgainWasLost();
        checkThatSessionsEndedForAReason();
        checkCallers();
        if (!mode.hasFaults()) {
            checkThatEachTokenIsSentOnce();
        }
        return List.copyOf(violations);
    }

    private void checkThatEachTokenIsExchangedOnce() {
        Set<String> exchanged = new HashSet<>();
        for (ServerEvent event : events(ServerEvent.Kind.ROTATED)) {
            if (!exchanged.add(event.sent())) {
                violations.add("the refresh token " + event.sent() + " was exchanged twice");
            }
        }
    }

    private void checkThatWhatCameAgainWasLost() {
        List<ServerEvent> again = new ArrayList<>(events(ServerEvent.Kind.REUSE_DETECTED));
        again.addAll(events(ServerEvent.Kind.REPEATED_WITHIN_GRACE));
        for (ServerEvent event : again) {
            if (!history.wasLostInAnAccident(event.sent())) {
                violations.add("the refresh token " + event.sent()
                        + " came again, and no accident had taken its successor from the client");
            }
        }
    }

    private void checkThatSessionsEndedForAReason() {
        Set<Integer> revoked = new HashSet<>();
        for (ServerEvent event : events(ServerEvent.Kind.REUSE_DETECTED)) {
            if (history.wasLostInAnAccident(event.sent())) {
                revoked.add(event.family());
            }
        }
        for (JournalLine line : lines(JournalLine.Kind.REFUSED)) {
            if (!revoked.contains(history.family(line.detail(0)))) {
                violations.add("the refresh token " + line.detail(0) + " was refused, and nothing explains it");
            }
        }
        int forced = forcedLogins();
        if (forced > (mode.mayEndSessions() ? revoked.size() : 0)) {
            violations.add(forced + " logins were forced, of which " + revoked.size() + " can be explained");
        }
    }

    private void checkCallers() {
        for (JournalLine line : lines(JournalLine.Kind.UNREADABLE)) {
            violations.add("process " + line.process() + " found a document that cannot be read: " + line.detail(0));
        }
        for (JournalLine line : lines(JournalLine.Kind.FAILED)) {
            violations.add("process " + line.process() + " threw " + String.join(" ", line.details()));
        }
        if (!mode.mayEndSessions()) {
            // A process that was stopped while it received a response considers its token newer than it is.
            lines(JournalLine.Kind.STALE).stream()
                    .filter(line -> !history.wasHindered(line.process()))
                    .forEach(line -> violations.add("process " + line.process() + " handed out a token that is over"));
            lines(JournalLine.Kind.LOGIN_REQUIRED)
                    .forEach(line -> violations.add("process " + line.process() + " asked for a login"));
        }
        if (!mode.hasFaults()) {
            lines(JournalLine.Kind.DONE).stream()
                    .filter(line -> !line.detail(1).equals("0"))
                    .forEach(line -> violations.add("process " + line.process() + " could not reach the server "
                            + line.detail(1) + " times, though it was there"));
        }
    }

    private void checkThatEachTokenIsSentOnce() {
        lines(JournalLine.Kind.SENT).stream()
                .map(line -> line.detail(0))
                .distinct()
                .filter(token -> history.timesSent(token) > 1)
                .forEach(token -> violations.add(
                        "the refresh token " + token + " was sent " + history.timesSent(token) + " times"));
    }

    int refreshes() {
        return events(ServerEvent.Kind.ROTATED).size();
    }

    int reuses() {
        return events(ServerEvent.Kind.REUSE_DETECTED).size();
    }

    int repeats() {
        return events(ServerEvent.Kind.REPEATED_WITHIN_GRACE).size();
    }

    int answersDropped() {
        return events(ServerEvent.Kind.ANSWER_DROPPED).size();
    }

    /** The number of logins after the first. */
    int forcedLogins() {
        return Math.max(0, lines(JournalLine.Kind.LOGGED_IN).size() - 1);
    }

    long calls() {
        return sum(0);
    }

    /** The number of calls that could not reach the server or the store, in processes that were not killed. */
    long callsFailed() {
        return sum(1);
    }

    private long sum(int detail) {
        return lines(JournalLine.Kind.DONE).stream()
                .mapToLong(line -> Long.parseLong(line.detail(detail)))
                .sum();
    }

    /** The quantile of the waiting times, in milliseconds; 0 if nobody waited. */
    long waited(double part) {
        List<Long> waits = lines(JournalLine.Kind.WAITED).stream()
                .map(line -> Long.valueOf(line.detail(0)))
                .sorted()
                .toList();
        return waits.isEmpty() ? 0 : waits.get((int) Math.ceil(waits.size() * part) - 1);
    }

    private List<JournalLine> lines(JournalLine.Kind kind) {
        return journal.stream().filter(line -> line.is(kind)).toList();
    }

    private List<ServerEvent> events(ServerEvent.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }
}

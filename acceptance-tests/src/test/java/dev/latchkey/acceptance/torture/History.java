package dev.latchkey.acceptance.torture;

import dev.latchkey.loopback.ServerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of each refresh token, from what the processes and the server wrote down. Tokens by their fingerprint. */
final class History {
    private final Map<String, Integer> timesSent = new HashMap<>();
    private final Map<String, Integer> families = new HashMap<>();
    private final Map<String, List<Successor>> successors = new HashMap<>();
    private final Set<Successor> saved = new HashSet<>();
    private final Set<String> dropped = new HashSet<>();
    private final Set<String> inFlightAtDeath = new HashSet<>();
    private final Set<Long> killed = new HashSet<>();

    /** A refresh token, and the process that got or saved it. */
    private record Successor(String token, long process) {}

    private record Caller(long process, long thread) {}

    History(List<JournalLine> journal, List<ServerEvent> events) {
        Map<Caller, String> underWay = new HashMap<>();
        for (JournalLine line : journal) {
            read(line, underWay);
        }
        underWay.forEach((caller, token) -> {
            if (killed.contains(caller.process())) {
                inFlightAtDeath.add(token);
            }
        });
        for (ServerEvent event : events) {
            if (event.kind() == ServerEvent.Kind.ANSWER_DROPPED) {
                dropped.add(event.sent());
            } else if (!event.sent().isEmpty()) {
                families.put(event.sent(), event.family());
            }
        }
    }

    private void read(JournalLine line, Map<Caller, String> underWay) {
        Caller caller = new Caller(line.process(), line.thread());
        switch (line.kind()) {
            case SENT -> {
                timesSent.merge(line.detail(0), 1, Integer::sum);
                underWay.put(caller, line.detail(0));
            }
            case ANSWERED -> {
                underWay.remove(caller);
                successors
                        .computeIfAbsent(line.detail(0), unused -> new ArrayList<>())
                        .add(new Successor(line.detail(1), line.process()));
                Integer family = families.get(line.detail(0));
                if (family != null) {
                    families.put(line.detail(1), family);
                }
            }
            case REFUSED, NOT_ANSWERED -> underWay.remove(caller);
            case SAVED -> saved.add(new Successor(line.detail(0), line.process()));
            case LOGGED_IN -> families.put(line.detail(0), Integer.parseInt(line.detail(1)));
            case KILLED -> killed.add(Long.parseLong(line.detail(0)));
            default -> {}
        }
    }

    /** How often it was sent. */
    int timesSent(String token) {
        return timesSent.getOrDefault(token, 0);
    }

    boolean wasKilled(long process) {
        return killed.contains(process);
    }

    /** The number of its family at the server; 0 if that is not known. */
    int family(String token) {
        return families.getOrDefault(token, 0);
    }

    /**
     * Whether something took from the client what came for this token: the answer was dropped, whoever sent it was killed
     * before it arrived, or whoever received it was killed before it was saved.
     */
    boolean wasLostInAnAccident(String token) {
        return dropped.contains(token) || inFlightAtDeath.contains(token) || diedBeforeTheSave(token);
    }

    private boolean diedBeforeTheSave(String token) {
        return successors.getOrDefault(token, List.of()).stream()
                .anyMatch(next -> !saved.contains(next) && killed.contains(next.process()));
    }
}

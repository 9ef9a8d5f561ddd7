package dev.latchkey.testkit.torture;

import dev.latchkey.loopback.ServerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happened to each refresh token, according to the records of the processes and the server. Tokens are fingerprints. */
final class History {
    private final Map<String, Integer> timesSent = new HashMap<>();
    private final Map<String, Integer> families = new HashMap<>();
    private final Map<String, List<Successor>> successors = new HashMap<>();
    private final Set<Successor> saved = new HashSet<>();
    private final Set<String> dropped = new HashSet<>();
    private final Set<String> inFlightAtDeath = new HashSet<>();
    private final Set<Long> killed = new HashSet<>();
    private final Set<Long> hindered = new HashSet<>();
    private final Set<Long> everHindered = new HashSet<>();
    private final Map<Long, Set<String>> unsaved = new HashMap<>();
    private final Set<String> takenOver = new HashSet<>();
    private final Set<String> mayBeForgotten = new HashSet<>();
    private boolean atRisk;

    /** A refresh token, and the process that received or saved it. */
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
                unsaved(line.process()).add(line.detail(0));
                noteIfHindered(line.process());
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
            case REFUSED, NOT_ANSWERED -> {
                underWay.remove(caller);
                unsaved(line.process()).remove(line.detail(0));
            }
            case SAVED -> {
                Successor successor = new Successor(line.detail(0), line.process());
                saved.add(successor);
                unsaved(line.process())
                        .removeIf(token ->
                                successors.getOrDefault(token, List.of()).contains(successor));
                if (atRisk) {
                    mayBeForgotten.add(line.detail(0));
                }
            }
            case LOGGED_IN -> families.put(line.detail(0), Integer.parseInt(line.detail(1)));
            case KILLED -> killed.add(Long.parseLong(line.detail(0)));
            case HINDERED -> {
                hindered.add(Long.parseLong(line.detail(0)));
                everHindered.add(Long.parseLong(line.detail(0)));
                noteIfHindered(Long.parseLong(line.detail(0)));
            }
            case FREED -> hindered.remove(Long.parseLong(line.detail(0)));
            case AT_RISK -> {
                atRisk = true;
                unsaved.values().forEach(takenOver::addAll); // The store may lose the locks, too.
            }
            case SAFE -> atRisk = false;
            default -> {}
        }
    }

    private Set<String> unsaved(long process) {
        return unsaved.computeIfAbsent(process, unused -> new HashSet<>());
    }

    private void noteIfHindered(long process) {
        if (atRisk || hindered.contains(process)) {
            takenOver.addAll(unsaved(process));
        }
    }

    /** How often the token was sent. */
    int timesSent(String token) {
        return timesSent.getOrDefault(token, 0);
    }

    boolean wasKilled(long process) {
        return killed.contains(process);
    }

    boolean wasHindered(long process) {
        return everHindered.contains(process);
    }

    /** The number of the token's family at the server; 0 if unknown. */
    int family(String token) {
        return families.getOrDefault(token, 0);
    }

    /**
     * Whether a fault explains that the client lost the token's successor: the response was dropped, its receiver was killed before it arrived
     * or before it was saved, its receiver may have been considered dead, or the store may have lost it.
     */
    boolean wasLostInAnAccident(String token) {
        return dropped.contains(token)
                || inFlightAtDeath.contains(token)
                || takenOver.contains(token)
                || diedBeforeTheSave(token)
                || successors.getOrDefault(token, List.of()).stream()
                        .anyMatch(next -> mayBeForgotten.contains(next.token()));
    }

    private boolean diedBeforeTheSave(String token) {
        return successors.getOrDefault(token, List.of()).stream()
                .anyMatch(next -> !saved.contains(next) && killed.contains(next.process()));
    }
}

package dev.latchkey.testkit.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds locks that two processes held at once. A killed process released its locks at some time before it ended. A process that others may
 * consider dead may lose a lock to another one, and so may any process while the store may lose data.
 */
final class Overlaps {
    private Overlaps() {}

    static List<String> in(List<JournalLine> journal) {
        Map<Long, Integer> lastLines = new HashMap<>();
        for (int i = 0; i < journal.size(); i++) {
            lastLines.put(journal.get(i).process(), i);
        }
        History history = new History(journal, List.of());
        Map<String, JournalLine> holders = new HashMap<>();
        Set<Long> hindered = new HashSet<>();
        boolean forgetful = false;
        List<String> found = new ArrayList<>();
        for (int i = 0; i < journal.size(); i++) {
            JournalLine line = journal.get(i);
            if (line.is(JournalLine.Kind.LEAVE)) {
                // A process that was considered dead releases a lock that another one holds by now.
                holders.computeIfPresent(
                        line.detail(0), (lock, holder) -> holder.process() == line.process() ? null : holder);
            } else if (line.is(JournalLine.Kind.HINDERED)) {
                hindered.add(Long.parseLong(line.detail(0)));
                holders.values().removeIf(holder -> hindered.contains(holder.process()));
            } else if (line.is(JournalLine.Kind.AT_RISK) || line.is(JournalLine.Kind.SAFE)) {
                forgetful = line.is(JournalLine.Kind.AT_RISK);
                holders.clear();
            } else if (line.is(JournalLine.Kind.FREED)) {
                hindered.remove(Long.parseLong(line.detail(0)));
            } else if (line.is(JournalLine.Kind.ENTER) && !forgetful && !hindered.contains(line.process())) {
                JournalLine holder = holders.put(line.detail(0), line);
                if (holder != null && !isDead(holder, i, lastLines, history)) {
                    found.add("the lock " + line.detail(0) + " was had by process " + holder.process() + " and by "
                            + line.process() + " at once (line " + (i + 1) + ")");
                }
            }
        }
        return found;
    }

    private static boolean isDead(JournalLine holder, int now, Map<Long, Integer> lastLines, History history) {
        return history.wasKilled(holder.process()) && lastLines.getOrDefault(holder.process(), 0) < now;
    }
}

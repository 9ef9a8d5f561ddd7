package dev.latchkey.acceptance.faults;

import dev.latchkey.cli.harness.Run;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.testkit.faults.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts cases and collects errors. */
final class Tally {
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private int operations;
    private int cases;

    synchronized void operations(int more) {
        operations += more;
    }

    synchronized void add(
            Scenario scenario, StoreKind kind, Injection injection, List<Operation> log, Aftermath after) {
        cases++;
        Run run = after.run();
        outcomes.merge(injection.isKill() ? "killed" : "exit " + run.code(), 1, Integer::sum);
        String where = injection.number() <= log.size()
                ? log.get(injection.number() - 1).toString()
                : "no operation";
        for (String each : after.wrong()) {
            wrong.add(scenario.name() + ", " + kind + ", " + injection + " at " + where + ": " + each);
        }
    }

    /** The errors, one per line. */
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public synchronized String toString() {
        return operations + " operations, " + cases + " cases, " + outcomes + ", wrong: " + wrong.size();
    }
}

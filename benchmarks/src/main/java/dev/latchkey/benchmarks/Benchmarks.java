package dev.latchkey.benchmarks;

import dev.latchkey.benchmarks.fresh.FreshToken;
import dev.latchkey.benchmarks.pending.DueSessions;
import dev.latchkey.benchmarks.pending.PendingLogins;
import dev.latchkey.benchmarks.processes.ProcessRace;
import dev.latchkey.benchmarks.report.Table;
import dev.latchkey.benchmarks.store.Locking;
import dev.latchkey.benchmarks.store.LookUp;
import dev.latchkey.benchmarks.store.Save;
import dev.latchkey.benchmarks.storm.Storm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs all benchmarks, or those that are named, and prints their tables; with {@code --quick}, with approximate figures. */
public final class Benchmarks {
    private static final List<String> PARTS = List.of("fresh", "storm", "processes", "store", "lock", "pending");

    private Benchmarks() {}

    /** Accepts names of benchmarks and {@code --quick}. */
    public static void main(String[] args) throws Exception {
        List<String> named = new ArrayList<>(List.of(args));
        boolean quick = named.remove("--quick");
        List<Table> tables = new ArrayList<>();
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("latchkey.benchmarks.folder", ".")), "run");
        for (String part : named.isEmpty() ? PARTS : named) {
            tables.addAll(measure(part, folder, quick));
        }
        System.out.println();
        tables.forEach(System.out::println);
        // One of the peers has non-daemon threads.
        System.exit(0);
    }

    private static List<Table> measure(String part, Path folder, boolean quick) throws Exception {
        return switch (part) {
            case "fresh" -> List.of(FreshToken.measure(quick));
            case "storm" -> List.of(Storm.measure(folder, quick));
            case "processes" -> List.of(ProcessRace.measure(folder, quick));
            case "store" -> List.of(LookUp.measure(quick), Save.measure(quick));
            case "pending" -> List.of(PendingLogins.measure(quick), DueSessions.measure());
            case "lock" -> List.of(Locking.measure(quick));
            default -> throw new IllegalArgumentException("There is no part " + part + "; there are " + PARTS);
        };
    }
}

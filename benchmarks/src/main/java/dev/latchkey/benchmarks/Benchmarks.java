package dev.latchkey.benchmarks;

import dev.latchkey.benchmarks.fresh.FreshToken;
import dev.latchkey.benchmarks.processes.ProcessRace;
import dev.latchkey.benchmarks.report.Table;
import dev.latchkey.benchmarks.storm.Storm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the parts that are named, or all, and prints their tables; {@code --quick} for rough figures. */
public final class Benchmarks {
    private static final List<String> PARTS = List.of("fresh", "storm", "processes");

    private Benchmarks() {}

    /** Takes names of parts and {@code --quick}. */
    public static void main(String[] args) throws Exception {
        List<String> named = new ArrayList<>(List.of(args));
        boolean quick = named.remove("--quick");
        List<Table> tables = new ArrayList<>();
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("latchkey.benchmarks.folder", ".")), "run");
        for (String part : named.isEmpty() ? PARTS : named) {
            tables.add(measure(part, folder, quick));
        }
        System.out.println();
        tables.forEach(System.out::println);
    }

    private static Table measure(String part, Path folder, boolean quick) throws Exception {
        return switch (part) {
            case "fresh" -> FreshToken.measure(quick);
            case "storm" -> Storm.measure(folder, quick);
            case "processes" -> ProcessRace.measure(folder, quick);
            default -> throw new IllegalArgumentException("There is no part " + part + "; there are " + PARTS);
        };
    }
}

package dev.latchkey.benchmarks.store;

import dev.latchkey.benchmarks.report.Jmh;
import dev.latchkey.benchmarks.report.Table;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** The table for {@link LockBenchmark}. */
public final class Locking {
    private static final Map<String, String> SIDES =
            Map.of("plainLock", "open, `FileChannel.lock`, unlock, close", "latchkey", "Latchkey");

    private Locking() {}

    /** Runs the benchmark and returns the table. */
    public static Table measure(boolean quick) throws RunnerException {
        Table table = new Table("Lock and unlock, uncontended", "side", "µs", "B/op");
        Jmh.run(LockBenchmark.class, 1, quick)
                .forEach((side, result) -> table.row(
                        SIDES.getOrDefault(side, side),
                        Table.number(result.median(), 2),
                        Table.number(result.bytes(), 0)));
        return table;
    }
}

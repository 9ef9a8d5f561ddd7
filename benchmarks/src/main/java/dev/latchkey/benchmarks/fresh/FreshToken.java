package dev.latchkey.benchmarks.fresh;

import dev.latchkey.benchmarks.report.Jmh;
import dev.latchkey.benchmarks.report.Table;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.runner.RunnerException;

/** The table for {@link FreshTokenBenchmark}. */
public final class FreshToken {
    private static final Map<String, String> SIDES = Map.of(
            "volatileReadAndClock", "volatile read and clock (the floor)",
            "latchkey", "Latchkey, `accessToken()`",
            "google", "google-auth, `getRequestMetadata(uri)`",
            "msal", "msal4j, `acquireTokenSilently`");

    private FreshToken() {}

    /** Runs the benchmark and returns the table. */
    public static Table measure(boolean quick) throws RunnerException {
        Map<String, Jmh.Result> one = Jmh.run(FreshTokenBenchmark.class, 1, quick);
        Map<String, Jmh.Result> two = Jmh.run(FreshTokenBenchmark.class, 2, quick);
        double floor = get(one, "volatileReadAndClock").median();
        Table table = new Table(
                "A fresh token", "side", "1 thread, ns", "of the floor", "2 threads, ns", "of 1 thread", "B/op");
        one.forEach((side, result) -> table.row(
                SIDES.getOrDefault(side, side),
                Table.number(result.median(), 1),
                Table.times(result.median(), floor),
                Table.number(get(two, side).median(), 1),
                Table.times(get(two, side).median(), result.median()),
                Table.number(result.bytes(), 0)));
        return table;
    }

    private static Jmh.Result get(Map<String, Jmh.Result> results, String side) {
        return Objects.requireNonNull(results.get(side), side);
    }
}

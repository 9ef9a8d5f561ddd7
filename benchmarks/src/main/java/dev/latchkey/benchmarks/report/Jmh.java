package dev.latchkey.benchmarks.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH and returns medians. */
public final class Jmh {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Jmh() {}

    /**
     * The result of one benchmark.
     *
     * @param median of all iterations of all forks, in the benchmark's unit
     * @param bytes allocated per operation
     */
    public record Result(double median, double bytes) {}

    /**
     * Runs the benchmarks of a class.
     *
     * @param threads the number of threads
     * @param quick whether an approximate figure is enough
     * @return the results by method, and by the parameter's value if there is one: {@code method} or {@code method:value}
     */
    public static Map<String, Result> run(Class<?> benchmarks, int threads, boolean quick) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmarks.getName() + ".")
                .threads(threads)
                .addProfiler(GCProfiler.class);
        if (quick) {
            options.forks(1).warmupIterations(2).measurementIterations(3);
        }
        return byName(new Runner(options.build()).run());
    }

    private static Map<String, Result> byName(Collection<RunResult> results) {
        Map<String, Result> byName = new LinkedHashMap<>();
        for (RunResult result : results) {
            String method = result.getPrimaryResult().getLabel();
            String value = String.join(
                    ":",
                    result.getParams().getParamsKeys().stream()
                            .map(result.getParams()::getParam)
                            .toList());
            double bytes = result.getSecondaryResults().entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith(ALLOCATED))
                    .mapToDouble(entry -> entry.getValue().getScore())
                    .findFirst()
                    .orElse(Double.NaN);
            double median = result.getPrimaryResult().getStatistics().getPercentile(50);
            byName.put(value.isEmpty() ? method : method + ":" + value, new Result(median, bytes));
        }
        return byName;
    }
}

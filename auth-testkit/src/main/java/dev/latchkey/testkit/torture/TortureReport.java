package dev.latchkey.testkit.torture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of a {@link Torture}. Immutable.
 *
 * @param name the mode and name of the run
 * @param figures counts of events, and how long callers waited in milliseconds, in display order
 * @param violations what must not happen but did; empty if the run passed
 */
public record TortureReport(String name, Map<String, Long> figures, List<String> violations) {
    public TortureReport {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        violations = List.copyOf(violations);
    }

    /** The header of a Markdown table, two lines. */
    public String heading() {
        return "| mode | " + String.join(" | ", figures.keySet()) + " |\n" + "|---".repeat(figures.size() + 1) + "|";
    }

    /** The figures as a row of that table. */
    public String row() {
        return figures.values().stream()
                .map(figure -> String.format(Locale.ROOT, "%,d", figure))
                .collect(Collectors.joining(" | ", "| " + name + " | ", " |"));
    }
}

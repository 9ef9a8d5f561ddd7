package dev.latchkey.testkit.torture;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a torture ended. Immutable.
 *
 * @param name what it was
 * @param figures how often what happened, and for how many milliseconds callers waited, in the order in which they are shown
 * @param violations what must not have happened; empty if all is well
 */
public record TortureReport(String name, Map<String, Long> figures, List<String> violations) {
    public TortureReport {
        figures = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(figures));
        violations = List.copyOf(violations);
    }

    /** The head of a table in Markdown, two lines. */
    public String heading() {
        return "| mode | " + String.join(" | ", figures.keySet()) + " |\n" + "|---".repeat(figures.size() + 1) + "|";
    }

    /** The figures as a line of that table. */
    public String row() {
        return figures.values().stream()
                .map(figure -> String.format(Locale.ROOT, "%,d", figure))
                .collect(Collectors.joining(" | ", "| " + name + " | ", " |"));
    }
}

package dev.latchkey.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. Not safe for use by several threads. */
public final class Table {
    private final String title;
    private final List<String> lines = new ArrayList<>();

    /** An empty table. */
    public Table(String title, String... headings) {
        this.title = title;
        lines.add(line(headings));
        lines.add("|" + "---|".repeat(headings.length));
    }

    /** Adds a row. */
    public Table row(String... cells) {
        lines.add(line(cells));
        return this;
    }

    /** A number with this many decimals. */
    public static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** The ratio of two values. */
    public static String times(double value, double of) {
        return number(value / of, 2) + " ×";
    }

    @Override
    public String toString() {
        return "### " + title + "\n\n" + String.join("\n", lines) + "\n";
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}

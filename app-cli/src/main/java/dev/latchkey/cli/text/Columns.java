package dev.latchkey.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of text with aligned columns. Not safe for use by several threads. */
public final class Columns {
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; all rows must have the same number of cells. */
    public Columns row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The rows as lines, without trailing spaces. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(width(i) - width(cell))).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

package dev.latchkey.cli.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command's result.
 *
 * @param lines for a person
 * @param json the object for a program: names and values in order; times in seconds since the epoch
 */
public record Report(List<String> lines, Map<String, @Nullable Object> json) {
    /** Creates an object from names, each followed by its value. */
    public static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    /** A time in seconds since the epoch, or null if unknown. */
    public static @Nullable Long seconds(Optional<Instant> time) {
        return time.isPresent() ? Long.valueOf(time.get().getEpochSecond()) : null;
    }

    /** Rows with the same number of cells, as lines with aligned columns. */
    public static List<String> columns(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int widest = rows.stream()
                        .mapToInt(one -> width(one.get(column)))
                        .max()
                        .orElse(0);
                line.append(row.get(i)).append(" ".repeat(widest - width(row.get(i)) + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

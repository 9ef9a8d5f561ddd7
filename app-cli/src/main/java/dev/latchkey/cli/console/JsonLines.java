package dev.latchkey.cli.console;

import dev.latchkey.port.Json;
import java.io.PrintStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** Results for programs: one JSON object a line, each at once. */
public final class JsonLines {
    private final Json json;
    private final PrintStream out;

    public JsonLines(Json json, PrintStream out) {
        this.json = Objects.requireNonNull(json, "json");
        this.out = Objects.requireNonNull(out, "out");
    }

    /** Prints one object. */
    public void print(Map<String, ?> object) {
        // Not println, which would end the line as the system does.
        out.print(escaped(json.write(object).reveal()) + "\n");
        out.flush();
    }

    /** The same JSON without characters that a terminal acts upon: JSON lets C1 controls and bidirectional overrides stand. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' && isActedUpon(c)) {
                escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isActedUpon(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT;
    }
}

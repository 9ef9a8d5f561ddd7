package dev.latchkey.cli.text;

import dev.latchkey.console.SafeLine;
import dev.latchkey.port.Json;
import java.io.PrintStream;
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
        out.print(SafeLine.ofJson(json.write(object).reveal()) + "\n");
        out.flush();
    }
}

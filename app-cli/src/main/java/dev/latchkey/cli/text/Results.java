package dev.latchkey.cli.text;

import dev.latchkey.cli.options.Options;
import dev.latchkey.console.SafeLine;
import dev.latchkey.console.Terminal;
import dev.latchkey.port.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what a command tells. */
public record Results(Terminal terminal, Json json, Options options) {
    /** Whether a program reads it ({@code --json}). */
    public boolean areForProgram() {
        return options.has("json");
    }

    /** Shows it as the person asked for it. */
    public void show(Report report) {
        if (areForProgram()) {
            print(report.json());
        } else {
            for (String line : report.lines()) {
                terminal.say(line);
            }
        }
    }

    /** Prints an object in a line of its own, at once. */
    public void print(Map<String, ? extends @Nullable Object> object) {
        // Not println, which would end the line as the system does.
        terminal.out().print(SafeLine.ofJson(json.write(object).reveal()) + "\n");
        terminal.out().flush();
    }
}

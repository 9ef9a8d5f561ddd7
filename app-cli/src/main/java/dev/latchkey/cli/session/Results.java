package dev.latchkey.cli.session;

import dev.latchkey.cli.line.Options;
import dev.latchkey.console.SafeLine;
import dev.latchkey.console.Terminal;
import dev.latchkey.port.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a command's results. */
public record Results(Terminal terminal, Json json, Options options) {
    /** Whether a program reads the output ({@code --json}). */
    public boolean areForProgram() {
        return options.has("json");
    }

    public void show(Report report) {
        if (areForProgram()) {
            print(report.json());
        } else {
            for (String line : report.lines()) {
                terminal.say(line);
            }
        }
    }

    /** Prints an object on a line of its own and flushes it. */
    public void print(Map<String, ? extends @Nullable Object> object) {
        // Not println, which would use the system's line separator.
        terminal.out().print(SafeLine.ofJson(json.write(object).reveal()) + "\n");
        terminal.out().flush();
    }
}

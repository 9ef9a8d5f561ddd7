package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.console.Durations;
import dev.latchkey.model.DisplayText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a token must last. */
final class MinimumLife {
    private MinimumLife() {}

    /**
     * As the line says, or null if it does not.
     *
     * @throws UsageException if that is no duration
     */
    static @Nullable Duration of(ParsedLine line) {
        String written = line.value("min-ttl");
        if (written == null) {
            return null;
        }
        try {
            return Durations.parse(written);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--min-ttl: \"" + DisplayText.clean(written, 80) + "\" is " + e.getMessage() + ".", e);
        }
    }
}

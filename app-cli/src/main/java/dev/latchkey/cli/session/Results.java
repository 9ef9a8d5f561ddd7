package dev.latchkey.cli.session;

import dev.latchkey.cli.line.Options;
import dev.latchkey.console.SafeLine;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prints a command's results. */
public record Results(Terminal terminal, Json json, Options options) {
    /** Whether a program reads the output ({@code --json}). */
    public boolean areForProgram() {
        return options.has("json");
    }

    /** Shows a result: the lines to a person, the object to a program. */
    public void show(List<String> lines, Map<String, ? extends @Nullable Object> object) {
        if (areForProgram()) {
            print(object);
        } else {
            for (String line : lines) {
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

    /** Creates an object from names, each followed by its value, in order. Times are in seconds since the epoch. */
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

    /** Reports side effects of a command on sessions to the user. Safe for use by several threads. */
    public static final class SessionNotes implements SessionListener, Consumer<String> {
        private final Terminal terminal;
        private final boolean verbose;
        private volatile @Nullable String renewalFailure;

        public SessionNotes(Terminal terminal, Options options) {
            this.terminal = terminal;
            this.verbose = options.has("verbose");
        }

        @Override
        public void accept(String warning) {
            terminal.warn(warning);
        }

        @Override
        public void on(SessionEvent event) {
            String detail = event.detail().map(DisplayText::value).orElse("");
            switch (event.kind()) {
                case WARNING, NOT_SAVED, SAVING_GIVEN_UP -> terminal.warn(detail);
                case RENEWAL_FAILED -> renewalFailure = detail;
                case LOGIN_DENIED,
                        CODE_EXPIRED,
                        LOGIN_CANCELLED,
                        LOGIN_FAILED,
                        LOGOUT_FAILED -> {} // The command reports it.
                default -> {
                    if (verbose) {
                        String what =
                                event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                        terminal.note("latchkey: " + what + (detail.isEmpty() ? "" : ": " + detail));
                    }
                }
            }
        }

        /** Why a renewal failed, for a command that succeeds anyway; a command that fails reports it itself. Null if none failed. */
        public @Nullable String renewalFailure() {
            return renewalFailure;
        }
    }
}

package dev.latchkey.cli.line;

import dev.latchkey.model.DisplayText;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The command line, or an environment variable that replaces a part of it, is not valid. The message says how to correct it. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 80;

    private final @Nullable String command;

    /** @param message what is wrong and how to correct it; contains no secret */
    public UsageException(String message) {
        this(message, (Throwable) null);
    }

    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.command = null;
    }

    /** @param command the command whose help says more */
    public UsageException(String message, String command) {
        super(message);
        this.command = command;
    }

    /** The command whose help says more, or null. */
    public @Nullable String command() {
        return command;
    }

    /** An unknown name, without an option's value, which may be a secret; the command's help says more. */
    static UsageException unknown(String problem, String given, Collection<String> known, String command) {
        String meant = String.join(
                " or ",
                Spelling.nearest(given, known).stream()
                        .map(UsageException::quoted)
                        .toList());
        String hint = meant.isEmpty() ? "" : " Did you mean " + meant + "?";
        return new UsageException("Unknown " + problem + " " + quoted(given) + "." + hint, command);
    }

    /** The part that looks like a name: {@code -p} of {@code -phunter2}, {@code --name} of {@code --name=value}. */
    static String name(String given) {
        return given.startsWith("--")
                ? given.replaceFirst("(?s)[^\\p{L}\\p{Nd}-].*", "")
                : given.substring(0, Math.min(2, given.length()));
    }

    /** The text in quotation marks, shortened and safe to display. */
    public static String quoted(String text) {
        return "\"" + DisplayText.clean(text, LONGEST) + "\"";
    }
}

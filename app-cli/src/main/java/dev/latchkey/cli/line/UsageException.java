package dev.latchkey.cli.line;

import org.jspecify.annotations.Nullable;

/** The command line, or an environment variable that replaces a part of it, is not valid. The message says how to correct it. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

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
}

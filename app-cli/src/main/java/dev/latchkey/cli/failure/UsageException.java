package dev.latchkey.cli.failure;

import org.jspecify.annotations.Nullable;

/** The command line, or an environment variable that stands for it, makes no sense; the message says how it would. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String command;

    /** @param message what is wrong and what would be right; without a secret */
    public UsageException(String message) {
        this(message, (Throwable) null);
    }

    /** The same, with what led to it. */
    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.command = null;
    }

    /** The same, with the command whose help says more. */
    public UsageException(String message, String command) {
        super(message);
        this.command = command;
    }

    /** The command whose help says more, or null. */
    public @Nullable String command() {
        return command;
    }
}

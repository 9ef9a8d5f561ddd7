package dev.latchkey.local.provider;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for makes no sense here: there is no such provider, what describes one contradicts itself, a name cannot be one,
 * or a variable of the environment is half set. The message says how it would make sense. Nothing was changed.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what would be right; without a secret */
    public ConfigurationException(String message) {
        this(message, null);
    }

    /** The same, with what led to it. */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.latchkey.local.provider;

import dev.latchkey.error.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for makes no sense here: there is no such provider, what describes one contradicts itself, a name cannot be one,
 * or a variable of the environment is half set. The message says how it would make sense. Nothing was changed.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final Remedy remedy;

    /** @param message what is wrong and what would be right; without a secret */
    public ConfigurationException(String message) {
        this(message, null);
    }

    /** The same, with what led to it. */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        this(message, Remedy.NONE, cause);
    }

    /**
     * @param problem what is wrong; without a secret
     * @param remedy what to do about it
     * @param cause what led to it, or null
     */
    public ConfigurationException(String problem, Remedy remedy, @Nullable Throwable cause) {
        super(remedy.text().isEmpty() ? problem : problem + " " + remedy.text(), cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is wrong: the message without the remedy. */
    public String problem() {
        return problem;
    }

    /** What a person can do about it. */
    public Remedy remedy() {
        return remedy;
    }
}

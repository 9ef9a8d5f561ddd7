package dev.latchkey.local.provider;

import dev.latchkey.error.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The request or the configuration is not valid: there is no such provider, its description contradicts itself, a name is not allowed, a
 * proxy or a file of certificate authorities is not valid, or only one of two environment variables is set. Not an {@link
 * dev.latchkey.error.AuthException}, since trying again or logging in does not help. The message says how to correct it. Nothing was changed.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final Remedy remedy;

    /** @param message what is wrong and how to correct it; contains no secret */
    public ConfigurationException(String message) {
        this(message, null);
    }

    /** Creates an exception with a cause. */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        this(message, Remedy.NONE, cause);
    }

    /**
     * @param problem what is wrong; contains no secret
     * @param remedy how to correct it
     * @param cause the cause, or null
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

    /** How the user can correct it. */
    public Remedy remedy() {
        return remedy;
    }
}

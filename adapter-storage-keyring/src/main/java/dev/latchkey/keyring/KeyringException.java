package dev.latchkey.keyring;

/** Thrown when a keyring cannot be used at the moment. The message has further details in the keyring's own words and may be empty. */
public final class KeyringException extends Exception {
    private static final long serialVersionUID = 1L;
    private final KeyringState state;

    public KeyringException(KeyringState state, String detail) {
        super(detail);
        this.state = state;
    }

    /** Uses the message of what was thrown. */
    public KeyringException(KeyringState state, Throwable why) {
        super(why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage(), why);
        this.state = state;
    }

    /** The state of the keyring; never {@link KeyringState#READY}. */
    public KeyringState state() {
        return state;
    }
}

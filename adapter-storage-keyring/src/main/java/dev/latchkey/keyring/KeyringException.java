package dev.latchkey.keyring;

/** Says why a keyring cannot be used just now; its message has more about it, in the keyring's own words, and may be empty. */
public final class KeyringException extends Exception {
    private static final long serialVersionUID = 1L;
    private final KeyringState state;

    public KeyringException(KeyringState state, String detail) {
        super(detail);
        this.state = state;
    }

    /** In the words of what was thrown. */
    public KeyringException(KeyringState state, Throwable why) {
        super(why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage(), why);
        this.state = state;
    }

    /** What the keyring is like; never {@link KeyringState#READY}. */
    public KeyringState state() {
        return state;
    }
}

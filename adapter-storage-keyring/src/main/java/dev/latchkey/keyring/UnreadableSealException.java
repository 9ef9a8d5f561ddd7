package dev.latchkey.keyring;

/** What is stored cannot be opened, whatever the keyring holds. */
final class UnreadableSealException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean newerVersion;

    UnreadableSealException(String message, boolean newerVersion) {
        super(message);
        this.newerVersion = newerVersion;
    }

    /** Whether a newer version of this program wrote it; then it is not to be touched. */
    boolean isNewerVersion() {
        return newerVersion;
    }
}

package dev.latchkey.keyring;

import dev.latchkey.error.StorageException.Reason;

/** The current state of a keyring. */
public enum KeyringState {
    /** It exists and is unlocked. */
    READY(Reason.UNAVAILABLE, "is ready", ""),
    /** There is no D-Bus session bus. */
    NO_BUS(
            Reason.UNAVAILABLE,
            "cannot be reached: there is no D-Bus session bus",
            "Work in a desktop session, or start one around the command with dbus-run-session"),
    /** No service on the bus provides a keyring. */
    NO_SERVICE(
            Reason.UNAVAILABLE,
            "does not run: nothing on the D-Bus session bus offers it",
            "Start a keyring, such as gnome-keyring or KeePassXC"),
    /** The service has no default collection for the key. */
    NO_COLLECTION(
            Reason.UNAVAILABLE,
            "has no default collection, or hides it while it is locked",
            "Unlock the keyring, or create a default one, for instance with Seahorse"),
    /** This system has no keyring that this library supports. */
    UNSUPPORTED(Reason.UNAVAILABLE, "cannot be used on this system", "Check that it belongs to this system"),
    /** It must be unlocked first; this library never prompts for that. */
    LOCKED(Reason.LOCKED, "is locked", "Unlock it"),
    /** The person or the system denied access. */
    DENIED(Reason.DENIED, "denied access", "Allow this program to use it"),
    /** It did not answer in time. */
    TIMED_OUT(Reason.TIMED_OUT, "did not answer in time", "Answer what it may be asking on the screen, or restart it"),
    /** Too many calls to it are in progress. */
    BUSY(Reason.BUSY, "is busy: earlier calls to it are still under way", "Wait for them to end"),
    /** An entry exists but cannot be used. */
    DAMAGED(
            Reason.CORRUPT,
            "holds more than one entry where there must be one",
            "Remove all of them and log in again; see the name in this message"),
    /** It failed in an unexpected way. */
    FAILED(Reason.UNAVAILABLE, "failed", "Look for its own messages, or restart it");

    private final Reason reason;

    /** Describes the state; follows the keyring's name in a sentence. */
    final String what;

    /** What the person can do about it, without a full stop; empty for {@link #READY}. */
    final String remedy;

    KeyringState(Reason reason, String what, String remedy) {
        this.reason = reason;
        this.what = what;
        this.remedy = remedy;
    }

    /**
     * Whether there is no keyring at all. Only then may a login fall back to a file without being told to: a keyring that is locked, denies
     * access or does not respond exists and may hold sessions.
     */
    public boolean isAbsent() {
        return this == NO_BUS || this == NO_SERVICE || this == NO_COLLECTION || this == UNSUPPORTED;
    }

    /** The reason for a {@link dev.latchkey.error.StorageException} in this state. */
    public Reason reason() {
        return reason;
    }
}

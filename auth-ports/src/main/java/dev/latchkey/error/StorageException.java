package dev.latchkey.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session could not be read or stored. Unless the message says otherwise, what was stored before is unchanged. */
public final class StorageException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** What failed; each has its own remedy. */
    public enum Reason {
        /** Reading failed: permissions, an I/O error, something that is not a file. */
        UNREADABLE,
        /** Writing failed: permissions, a full disk, an I/O error. */
        NOT_WRITABLE,
        /** A document exists but is unusable: truncated or foreign. */
        CORRUPT,
        /** A document exists that a newer version of this program wrote; it is left alone. */
        NEWER_VERSION,
        /** There is no keyring: no bus, no service, or no collection. */
        UNAVAILABLE,
        /** The keyring is locked. */
        LOCKED,
        /** The keyring did not respond in time. */
        TIMED_OUT,
        /** The person or the system denied access to the keyring. */
        DENIED,
        /** The keyring no longer has the key that the session was sealed with. */
        KEY_LOST,
        /** Another process or thread is using it. */
        BUSY,
        /** The lock was lost while it was held: its file was deleted or replaced. Nothing was written after that. */
        LOCK_LOST,
        /** The session changed after its save was prepared: another program stored one or logged out. That change is kept. */
        STALE
    }

    private final Reason reason;
    private final String location;

    /**
     * @param reason what failed
     * @param location where, for display: a path, or the keyring's name
     * @param message what happened, where, and what to do; without a secret
     * @param cause the cause, or null
     */
    public StorageException(Reason reason, String location, String message, @Nullable Throwable cause) {
        this(reason, location, message, Remedy.NONE, cause);
    }

    /**
     * @param reason what failed
     * @param location where, for display: a path, or the keyring's name
     * @param problem what happened and where; without a secret
     * @param remedy what to do
     * @param cause the cause, or null
     */
    public StorageException(Reason reason, String location, String problem, Remedy remedy, @Nullable Throwable cause) {
        super(Kind.STORAGE, problem, remedy, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.location = Objects.requireNonNull(location, "location");
    }

    /** What failed. */
    public Reason reason() {
        return reason;
    }

    /** Where it failed, for display. */
    public String location() {
        return location;
    }
}

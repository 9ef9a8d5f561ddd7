package dev.latchkey.local.storage;

import dev.latchkey.error.Remedy;
import dev.latchkey.error.Remedy.Action;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking a store, as far as a choice depends on it, and details of the keyring.
 *
 * @param outcome whether it can be used
 * @param reason why it cannot be used; meaningless if it can
 * @param name its name, to show to a person
 * @param message its state and what to do about it, to show to a person
 * @param state its state in one word, for a program
 * @param latency how long the check took
 * @param roundTrip how long it took to write an entry, read it and delete it, or null if that was not tried
 */
public record StoreCheck(
        Outcome outcome,
        Reason reason,
        String name,
        String message,
        String state,
        Duration latency,
        @Nullable Duration roundTrip) {
    /** Whether it can be used. */
    public enum Outcome {
        /** It exists and is unlocked. */
        READY,
        /** It does not exist. */
        ABSENT,
        /** It exists, but is locked, denied access or did not respond. */
        UNUSABLE
    }

    public StoreCheck {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(latency, "latency");
    }

    private static final StoreCheck NO_DATABASE = absent("the database", "No database is set up for this program.");

    /** The result for a store that appears to be ready. */
    static StoreCheck ready() {
        return new StoreCheck(
                Outcome.READY, Reason.UNAVAILABLE, "the store", "It is ready.", "ready", Duration.ZERO, null);
    }

    /** The result for a store that does not exist, and why. */
    static StoreCheck absent(String name, String message) {
        return new StoreCheck(Outcome.ABSENT, Reason.UNAVAILABLE, name, message, "absent", Duration.ZERO, null);
    }

    /** The result for a program that has no database. */
    static StoreCheck noDatabase() {
        return NO_DATABASE;
    }

    /** The failure to report for a store that cannot be used. */
    StorageException failure() {
        Action remedy = equals(NO_DATABASE) ? Action.SET_UP_DATABASE : Action.USE_FILES;
        return new StorageException(reason, name, message, Remedy.of(remedy), null);
    }
}

package dev.latchkey.local.storage;

import dev.latchkey.error.Remedy;
import dev.latchkey.error.Remedy.Action;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a store found, as far as a choice depends on it; for the keyring, what it is like.
 *
 * @param outcome whether it can be used
 * @param reason why it cannot be used; of no meaning where it can
 * @param name what it is called, for a person
 * @param message what it is like and what to do about it, for a person
 * @param state the same in one word, for a program
 * @param latency how long the look took
 * @param roundTrip how long it took to write an entry, to read it and to delete it, or null where that was not tried
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
        /** It is there and unlocked. */
        READY,
        /** There is none at all. */
        ABSENT,
        /** It is there, but locked, or it said no, or it did not answer. */
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

    /** One that is ready as far as anybody can tell. */
    static StoreCheck ready() {
        return new StoreCheck(
                Outcome.READY, Reason.UNAVAILABLE, "the store", "It is ready.", "ready", Duration.ZERO, null);
    }

    /** There is none, and why. */
    static StoreCheck absent(String name, String message) {
        return new StoreCheck(Outcome.ABSENT, Reason.UNAVAILABLE, name, message, "absent", Duration.ZERO, null);
    }

    /** This program was given none. */
    static StoreCheck noDatabase() {
        return NO_DATABASE;
    }

    /** That it cannot be used. */
    StorageException failure() {
        Action remedy = equals(NO_DATABASE) ? Action.SET_UP_DATABASE : Action.USE_FILES;
        return new StorageException(reason, name, message, Remedy.of(remedy), null);
    }
}

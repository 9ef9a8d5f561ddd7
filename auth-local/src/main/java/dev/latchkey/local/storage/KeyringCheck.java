package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException.Reason;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the keyring found, as far as a choice depends on it.
 *
 * @param outcome whether it can be used
 * @param reason why it cannot be used; of no meaning where it can
 * @param keyring its name, for a person
 * @param message what it is like and what to do about it, for a person
 * @param state the same in one word, for a program
 * @param latency how long the look took
 * @param roundTrip how long it took to write an entry, to read it and to delete it, or null where that was not tried
 */
public record KeyringCheck(
        Outcome outcome,
        Reason reason,
        String keyring,
        String message,
        String state,
        Duration latency,
        @Nullable Duration roundTrip) {
    /** Whether a keyring can be used. */
    public enum Outcome {
        /** It is there and unlocked. */
        READY,
        /** There is none at all. */
        ABSENT,
        /** It is there, but locked, or it said no, or it did not answer. */
        UNUSABLE
    }

    public KeyringCheck {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(keyring, "keyring");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(latency, "latency");
    }
}

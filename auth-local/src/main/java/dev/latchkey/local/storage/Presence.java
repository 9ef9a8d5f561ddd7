package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import java.util.function.BooleanSupplier;

/** Whether something exists; a failure to look is not an absence. */
enum Presence {
    PRESENT,
    ABSENT,
    UNKNOWN;

    /** The answer to a question that throws if it cannot be determined. */
    static Presence of(BooleanSupplier question) {
        try {
            return question.getAsBoolean() ? PRESENT : ABSENT;
        } catch (StorageException e) {
            return UNKNOWN;
        }
    }

    /** Whether the store contains a document for the session, whether or not its logout has begun. */
    static Presence in(SessionStore store, SessionId id) {
        try {
            return store.load(id).isPresent() || store.loadEnding(id).isPresent() ? PRESENT : ABSENT;
        } catch (StorageException e) {
            return UNKNOWN;
        }
    }
}

package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import java.util.function.BooleanSupplier;

/** Whether something is there: a failure to look is not an absence. */
enum Presence {
    PRESENT,
    ABSENT,
    UNKNOWN;

    /** What the question answers, which fails where that cannot be told. */
    static Presence of(BooleanSupplier question) {
        try {
            return question.getAsBoolean() ? PRESENT : ABSENT;
        } catch (StorageException e) {
            return UNKNOWN;
        }
    }

    /** Whether the store has a document of that session, be its logout begun or not. */
    static Presence in(SessionStore store, SessionId id) {
        try {
            return store.load(id).isPresent() || store.loadEnding(id).isPresent() ? PRESENT : ABSENT;
        } catch (StorageException e) {
            return UNKNOWN;
        }
    }
}

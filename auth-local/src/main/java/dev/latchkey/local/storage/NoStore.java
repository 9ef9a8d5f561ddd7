package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.util.Optional;

/** Stands in for the keyring in a program that has none: sealed sessions are found, but cannot be opened. */
final class NoStore implements StoreFactory {
    private static final String NAME = "the keyring";

    @Override
    public SessionStore open(StoreSite site) {
        return new Closed(site.documents());
    }

    @Override
    public StoreCheck look() {
        return StoreCheck.absent(NAME, "This program was built without a keyring.");
    }

    private static final class Closed extends ForwardingStore {
        private final SessionStore documents;

        Closed(SessionStore documents) {
            this.documents = documents;
        }

        @Override
        SessionStore store() {
            return documents;
        }

        @Override
        public Optional<Secret> load(SessionId id) {
            if (documents.load(id).isEmpty()) {
                return Optional.empty();
            }
            throw failure(id);
        }

        @Override
        public PreparedSave prepare(SessionId id, Hold hold) {
            throw failure(id);
        }

        @Override
        public Optional<Secret> loadEnding(SessionId id) {
            if (documents.loadEnding(id).isEmpty()) {
                return Optional.empty();
            }
            throw failure(id);
        }

        private StorageException failure(SessionId id) {
            String where = documents.location(id);
            return new StorageException(
                    Reason.UNAVAILABLE,
                    where,
                    "The session at " + where
                            + " is sealed with a key in the keyring, and this program was built without one.",
                    null);
        }
    }
}

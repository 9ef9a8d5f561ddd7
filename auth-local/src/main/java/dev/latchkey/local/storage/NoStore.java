package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Optional;

/** In a program without a keyring: sealed sessions are seen where they are, but cannot be opened. */
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

    private record Closed(SessionStore documents) implements SessionStore {
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
        public Optional<UnfinishedSave> interrupted(SessionId id) {
            return documents.interrupted(id);
        }

        @Override
        public void beginLogout(SessionId id) {
            documents.beginLogout(id);
        }

        @Override
        public Optional<Secret> loadEnding(SessionId id) {
            if (documents.loadEnding(id).isEmpty()) {
                return Optional.empty();
            }
            throw failure(id);
        }

        @Override
        public void delete(SessionId id, Hold hold) {
            documents.delete(id, hold);
        }

        @Override
        public Optional<String> setAside(SessionId id, Hold hold) {
            return documents.setAside(id, hold);
        }

        @Override
        public List<String> providers() {
            return documents.providers();
        }

        @Override
        public List<SessionId> list(String provider, String afterAccount, int limit) {
            return documents.list(provider, afterAccount, limit);
        }

        @Override
        public String location(SessionId id) {
            return documents.location(id);
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

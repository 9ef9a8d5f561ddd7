package dev.latchkey.keyring;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the documents in the store beneath tell about the keys that they were sealed under. */
final class SealedSessions {
    private final SessionStore store;

    SealedSessions(SessionStore store) {
        this.store = store;
    }

    /** Whether there is any document at all, readable or not. */
    boolean any() {
        return !store.list().isEmpty();
    }

    /** The keys that documents name. */
    KeysInUse keysInUse() {
        Set<String> names = new LinkedHashSet<>();
        boolean complete = true;
        List<SessionId> sessions = store.list();
        for (SessionId id : sessions) {
            try {
                Optional<Secret> stored = store.load(id).or(() -> store.loadEnding(id));
                if (stored.isPresent()) {
                    names.add(SealedDocument.parse(stored.get()).keyName());
                }
            } catch (StorageException e) {
                complete = false;
            } catch (UnreadableSealException e) {
                // What is torn no key will open; what a newer version wrote may need any of them.
                complete &= !e.isNewerVersion();
            }
        }
        return new KeysInUse(!sessions.isEmpty(), names, complete);
    }

    /**
     * @param any whether there is any document at all, readable or not
     * @param names the names that documents tell
     * @param complete whether there is no document that might need another
     */
    record KeysInUse(boolean any, Set<String> names, boolean complete) {
        KeysInUse {
            names = Set.copyOf(names);
        }

        boolean mayNeed(String name) {
            return !complete || names.contains(name);
        }
    }
}

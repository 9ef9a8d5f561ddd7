package dev.latchkey.keyring;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What sealed documents tell about the keys that they were sealed under. */
final class SealedSessions {
    private final List<SessionStore> stores;

    /**
     * @param store the one in use
     * @param others where else documents may be sealed under the same keys
     */
    SealedSessions(SessionStore store, List<SessionStore> others) {
        this.stores = Stream.concat(Stream.of(store), others.stream()).toList();
    }

    /**
     * The keys that documents name.
     *
     * @throws StorageException if it cannot be told which documents there are
     */
    KeysInUse keysInUse() {
        Set<String> names = new LinkedHashSet<>();
        boolean complete = true;
        for (SessionStore store : stores) {
            for (SessionId id : store.list()) {
                complete &= readInto(names, store, id);
            }
        }
        return new KeysInUse(names, complete);
    }

    /** Whether it was read and understood, or is gone. */
    private static boolean readInto(Set<String> names, SessionStore store, SessionId id) {
        try {
            Optional<Secret> stored = store.load(id).or(() -> store.loadEnding(id));
            if (stored.isPresent()) {
                names.add(SealedDocument.parse(stored.get()).keyName());
            }
            return true;
        } catch (StorageException | UnreadableSealException e) {
            return false;
        }
    }

    /**
     * @param names the names that documents tell
     * @param complete whether there is no document that might need another
     */
    record KeysInUse(Set<String> names, boolean complete) {
        KeysInUse {
            names = Set.copyOf(names);
        }

        boolean mayNeed(String name) {
            return !complete || names.contains(name);
        }
    }
}

package dev.latchkey.keyring.seal;

import dev.latchkey.error.StorageException;
import dev.latchkey.keyring.seal.SealedDocument.UnreadableException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that sealed documents need.
 *
 * @param names the key names found in documents
 * @param complete whether all documents could be examined, so that none might need another key
 */
record KeysInUse(Set<String> names, boolean complete) {
    KeysInUse {
        names = Set.copyOf(names);
    }

    /**
     * Collects the keys that the documents in these stores name.
     *
     * @throws StorageException if the documents cannot be listed
     */
    static KeysInUse in(List<SessionStore> stores) {
        Set<String> names = new LinkedHashSet<>();
        boolean complete = true;
        for (SessionStore store : stores) {
            for (SessionId id : store.list()) {
                complete &= readInto(names, store, id);
            }
        }
        return new KeysInUse(names, complete);
    }

    /** Returns whether the document was read and understood, or is gone. */
    private static boolean readInto(Set<String> names, SessionStore store, SessionId id) {
        try {
            Optional<Secret> stored = store.load(id).or(() -> store.loadEnding(id));
            if (stored.isPresent()) {
                names.add(SealedDocument.parse(stored.get()).keyName());
            }
            return true;
        } catch (StorageException | UnreadableException e) {
            return false;
        }
    }

    boolean mayNeed(String name) {
        return !complete || names.contains(name);
    }
}

package dev.latchkey.testkit.torture;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.error.StorageException;
import dev.latchkey.loopback.Fingerprint;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Records refresh tokens once they are stored, and documents that cannot be read. */
final class JournalingStore implements SessionStore {
    private final SessionStore next;
    private final Json json;
    private final Journal journal;

    JournalingStore(SessionStore next, Json json, Journal journal) {
        this.next = next;
        this.json = json;
        this.journal = journal;
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        try {
            Optional<Secret> document = next.load(id);
            document.ifPresent(this::note);
            return document;
        } catch (StorageException e) {
            if (e.reason() != StorageException.Reason.UNAVAILABLE) {
                journal.note(JournalLine.Kind.UNREADABLE, e.reason().name());
            }
            throw e;
        }
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        PreparedSave save = next.prepare(id, JournalingLock.unwrapped(hold));
        return new PreparedSave() {
            @Override
            public void commit(Secret document) {
                save.commit(document);
                journal.note(JournalLine.Kind.SAVED, note(document));
            }

            @Override
            public void close() {
                save.close();
            }
        };
    }

    /** The fingerprint of the document's refresh token. */
    private String note(Secret document) {
        try {
            return refreshToken(json, document)
                    .map(token -> Fingerprint.of(Secret.of(token)))
                    .orElse("none");
        } catch (JsonFormatException e) {
            journal.note(JournalLine.Kind.UNREADABLE, "TORN");
            return "none";
        }
    }

    static Optional<String> refreshToken(Json json, Secret document) throws JsonFormatException {
        return json.read(document).get("refresh_token") instanceof String token ? Optional.of(token) : Optional.empty();
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return next.interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id, Hold hold) {
        next.beginLogout(id, hold);
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return next.loadEnding(id);
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        next.delete(id, JournalingLock.unwrapped(hold));
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        return next.setAside(id, JournalingLock.unwrapped(hold));
    }

    @Override
    public List<String> providers() {
        return next.providers();
    }

    @Override
    public List<SessionId> list(String provider, String afterAccount, int limit) {
        return next.list(provider, afterAccount, limit);
    }

    @Override
    public Watch watch(Consumer<Optional<SessionId>> changed) {
        return next.watch(changed);
    }

    @Override
    public String location(SessionId id) {
        return next.location(id);
    }
}

package dev.latchkey.session;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.Optional;

/** Saves into a prepared place, more than once if need be: fresh tokens are worth it. The session's lock is held. */
final class Saver {
    private static final int TRIES = 3;
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final SessionFile file;
    private final TimeSource time;

    Saver(SessionFile file, TimeSource time) {
        this.file = file;
        this.time = time;
    }

    /** Empty if the session is stored, durably; else why not. */
    Optional<StorageException> save(PreparedSave save, StoredSession session) {
        Secret document = file.document(session);
        Optional<StorageException> failure = Optional.empty();
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                save.commit(document);
                return Optional.empty();
            } catch (StorageException e) {
                failure = Optional.of(e);
            }
            if (attempt < TRIES && !pause()) {
                break;
            }
        }
        return failure;
    }

    private boolean pause() {
        try {
            time.pause(BETWEEN);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

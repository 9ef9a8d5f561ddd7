package dev.latchkey.jdbc.harness;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.KeyEncryption;
import dev.latchkey.jdbc.LocalKeys;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.port.TimeSource;
import java.time.Duration;

/** The one session that hosts share. */
public final class SharedSession {
    public static final SessionId ID = new SessionId("example", "alice");
    private static final KeyEncryption KEYS =
            LocalKeys.of(Secret.of("test AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), "the harness");

    private SharedSession() {}

    /** The database at that URL, as each host uses it. */
    public static SessionDatabase database(String url) {
        return database(url, new SystemTimeSource());
    }

    /** The same on a host with that clock. */
    public static SessionDatabase database(String url, TimeSource time) {
        return SessionDatabase.connect(url, KEYS, time);
    }

    /** Saves under the session's lock, as everybody must. */
    public static void save(SessionDatabase database, String tenant, String document) {
        try (Hold hold = database.lock(tenant).acquire(LockId.session(ID), Duration.ofSeconds(60));
                PreparedSave save = database.store(tenant).prepare(ID, hold)) {
            save.commit(Secret.of(document));
        }
    }
}

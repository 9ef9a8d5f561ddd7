package dev.latchkey.acceptance.torture;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.guard.OsKeyring;
import dev.latchkey.keyring.seal.KeyringSessionStore;
import dev.latchkey.local.storage.FileKeyNames;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.Adapters;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The session that all share, and the adapters of a process, which write down what they do. */
final class SharedSession {
    static final SessionId ID = SessionId.ofDefaultAccount("torture");

    private SharedSession() {}

    static OAuthProvider provider(URI issuer, String clientId) {
        return OAuthProvider.explicit(Endpoints.of(issuer.resolve("/device"), issuer.resolve("/token")), clientId)
                .name(ID.provider())
                .scopes(List.of("offline_access"))
                .allowOrigin(issuer)
                .build();
    }

    static Adapters adapters(Path home, boolean sealed, Journal journal) {
        FileLayout layout = FileLayout.standard(home.resolve("sessions"));
        SessionLock lock = new JournalingLock(new FileSessionLock(layout, home.resolve("locks")), journal);
        MoshiJson json = new MoshiJson();
        return Adapters.of(
                new JournalingTransport(new OkHttpTransport(), json, journal),
                json,
                new JournalingStore(store(home, layout, lock, sealed), json, journal),
                lock,
                new SystemTimeSource());
    }

    private static SessionStore store(Path home, FileLayout layout, SessionLock lock, boolean sealed) {
        if (!sealed) {
            return new FileSessionStore(layout);
        }
        return new KeyringSessionStore(
                new FileSessionStore(layout.withDocument("session.enc")),
                lock,
                OsKeyring.open(KeyringOptions.ofThisSystem(KeyringOptions.Person.ABSENT)),
                new FileKeyNames(home.resolve("keyring-key"), List.of()));
    }
}

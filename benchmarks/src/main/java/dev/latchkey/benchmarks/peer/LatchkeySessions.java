package dev.latchkey.benchmarks.peer;

import static dev.latchkey.testkit.InMemorySessionLock.held;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Latchkey's side of the benchmarks. */
public final class LatchkeySessions {
    /** The session of the benchmarks. */
    public static final SessionId ID = new SessionId("benchmark", "account");

    private static final String ACCESS_TOKEN = "a".repeat(3600);

    private LatchkeySessions() {}

    /** A provider with this token endpoint. */
    public static OAuthProvider provider(URI tokenEndpoint) {
        return OAuthProvider.explicit(Endpoints.of(tokenEndpoint.resolve("/device"), tokenEndpoint), "client")
                .name(ID.provider())
                .build();
    }

    /** Opens a session whose files are below this folder. */
    public static AuthSession open(Path folder, URI tokenEndpoint, HttpTransport transport) {
        return AuthSession.open(
                provider(tokenEndpoint),
                ID,
                Adapters.of(transport, new MoshiJson(), store(folder), lock(folder), new SystemTimeSource()));
    }

    /** The layout below a folder. */
    public static FileLayout layout(Path folder) {
        return FileLayout.standard(folder.resolve("sessions"));
    }

    /** The store below a folder. */
    public static FileSessionStore store(Path folder) {
        return new FileSessionStore(layout(folder));
    }

    /** The lock below a folder. */
    public static FileSessionLock lock(Path folder) {
        return new FileSessionLock(layout(folder), folder.resolve("locks"));
    }

    /**
     * A document of about 4 KB.
     *
     * @param lifeMillis how long the access token is still valid, in milliseconds; negative if it has expired
     */
    public static Secret document(URI tokenEndpoint, String refreshToken, long lifeMillis) {
        long now = System.currentTimeMillis();
        StoredSession session = StoredSession.builder(
                        Secret.of(ACCESS_TOKEN), SessionBinding.of(provider(tokenEndpoint)))
                .refreshToken(Secret.of(refreshToken))
                .expiresAt(Instant.ofEpochMilli(now + lifeMillis))
                .issuedAt(Instant.ofEpochMilli(now + lifeMillis - TimeUnit.HOURS.toMillis(1)))
                .loggedInAt(Instant.ofEpochMilli(now + lifeMillis - TimeUnit.HOURS.toMillis(1)))
                .tokenType("Bearer")
                .build();
        return new SessionDocument(new MoshiJson()).write(session);
    }

    /** Stores a session whose access token has expired. */
    public static void saveExpired(Path folder, URI tokenEndpoint, String refreshToken) {
        try (var save = store(folder).prepare(ID, held(ID))) {
            save.commit(document(tokenEndpoint, refreshToken, -TimeUnit.MINUTES.toMillis(1)));
        }
    }
}

package dev.latchkey.acceptance.torture;

import dev.latchkey.loopback.Fingerprint;
import dev.latchkey.loopback.IssuedTokens;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.Adapters;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The person: logs in at the beginning, and again when the session is over. */
final class Relogin {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LoopbackAuthorizationServer server;
    private final OAuthProvider provider;
    private final Adapters adapters;
    private final Journal journal;
    private final SessionDocument format;
    private int logins;

    Relogin(LoopbackAuthorizationServer server, OAuthProvider provider, Adapters adapters, Journal journal) {
        this.server = server;
        this.provider = provider;
        this.adapters = adapters;
        this.journal = journal;
        this.format = new SessionDocument(adapters.json());
    }

    /** How often so far. */
    int logins() {
        return logins;
    }

    void logInIfOver() {
        if (!isOver()) {
            return;
        }
        try (SessionLock.Hold hold = adapters.lock().acquire(LockId.session(SharedSession.ID), LIMIT)) {
            if (isOver()) {
                logIn(hold);
            }
        }
    }

    private boolean isOver() {
        Optional<Secret> document = adapters.store().load(SharedSession.ID);
        return document.map(text -> format.read(text, "the session"))
                .filter(StoredSession::isRefreshable)
                .isEmpty();
    }

    private void logIn(SessionLock.Hold hold) {
        IssuedTokens tokens = server.logIn("alice", provider.scopes().toArray(String[]::new));
        logins++;
        Secret refreshToken = tokens.refreshToken().orElseThrow();
        // Each login is a family of its own at the server, counted from 1.
        journal.note(JournalLine.Kind.LOGGED_IN, Fingerprint.of(refreshToken), Integer.toString(logins));
        long now = adapters.time().epochMillis();
        StoredSession session = StoredSession.builder(tokens.accessToken(), SessionBinding.of(provider))
                .refreshToken(refreshToken)
                .expiresAt(Instant.ofEpochMilli(now + tokens.life().toMillis()))
                .issuedAt(Instant.ofEpochMilli(now))
                .loggedInAt(Instant.ofEpochMilli(now))
                .username("alice")
                .tokenType("Bearer")
                .build();
        try (SessionStore.PreparedSave save = adapters.store().prepare(SharedSession.ID, hold)) {
            save.commit(format.write(session));
        }
    }
}

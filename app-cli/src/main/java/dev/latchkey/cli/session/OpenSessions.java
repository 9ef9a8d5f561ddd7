package dev.latchkey.cli.session;

import dev.latchkey.session.AuthSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sessions of this process. Before it exits, it waits for their renewals. Safe for use by several threads. */
public final class OpenSessions {
    /** The maximum duration of a renewal: a minute for the lock, half a minute for the server. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final List<AuthSession> sessions = new CopyOnWriteArrayList<>();

    public AuthSession add(AuthSession session) {
        sessions.add(session);
        return session;
    }

    /** Waits for renewals in progress, so that no rotated token is lost. */
    public void awaitRenewals() {
        try {
            for (AuthSession session : sessions) {
                session.awaitRenewal(LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

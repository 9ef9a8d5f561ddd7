package com.example.daemon;

import dev.latchkey.Latchkey;
import dev.latchkey.model.Secret;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BackgroundRenewer;
import java.time.Duration;

/**
 * Runs for months after a single {@code latchkey --provider NAME login}, where {@code latchkey provider add NAME} added its provider. The token is renewed ahead of time, so calls do not wait for it, and an outage of
 * the authorization server that is shorter than the renewal margin goes unnoticed.
 */
public final class Daemon implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final AuthSession session;
    private final BackgroundRenewer renewer;

    /** @param session opened for a particular account; nobody can be prompted later, so the constructor checks that it is logged in */
    public Daemon(AuthSession session) {
        session.accessToken();
        this.session = session;
        this.renewer = session.startRenewing();
    }

    /** The token for each piece of work. */
    public Secret token() {
        return session.accessToken();
    }

    /** Waits for a renewal in progress, so that no new token is lost. */
    @Override
    public void close() throws InterruptedException {
        renewer.close();
        session.awaitRenewal(GRACE);
    }

    /** @param args the provider's name */
    public static void main(String[] args) throws InterruptedException {
        Thread main = Thread.currentThread();
        // Otherwise a signal would end the process without closing anything.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main)));
        try (Daemon daemon = new Daemon(Latchkey.open(args[0]))) {
            while (!main.isInterrupted()) {
                // work with daemon.token()
                Thread.sleep(Duration.ofMinutes(1).toMillis());
            }
        }
    }

    private static void stop(Thread main) {
        main.interrupt();
        try {
            main.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package com.example.daemon;

import dev.latchkey.Latchkey;
import dev.latchkey.model.Secret;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BackgroundRenewer;
import java.time.Duration;

/**
 * Runs for months on a login that a person made once, with {@code latchkey login}. The token is renewed ahead, so that no call waits
 * for it and an outage of the authorization server that is shorter than a token's margin is not noticed.
 */
public final class Daemon implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final AuthSession session;
    private final BackgroundRenewer renewer;

    /** @param session made for the account it works for; nobody can be asked later, so that somebody is logged in is checked now */
    public Daemon(AuthSession session) {
        session.accessToken();
        this.session = session;
        this.renewer = session.startRenewing();
    }

    /** What each piece of work begins with. */
    public Secret token() {
        return session.accessToken();
    }

    /** Lets a renewal under way end, so that no new token is lost. */
    @Override
    public void close() throws InterruptedException {
        renewer.close();
        session.awaitRenewal(GRACE);
    }

    public static void main(String[] args) throws InterruptedException {
        Thread main = Thread.currentThread();
        // A signal would end the process without closing anything.
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

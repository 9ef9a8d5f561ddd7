package dev.latchkey.bitfount;

import dev.latchkey.device.DeviceLoginListener;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs a person in, if there is a prompt, on exactly one occasion: a login is required. Of many threads that need it one asks,
 * and the others share what comes of it, a refusal too. Safe for use by several threads.
 */
final class LoginOnDemand {
    private final AuthSession session;
    private final @Nullable UserPrompt prompt;
    /** Held while a person is asked; taken before any lock of the session, never while one is held. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile Outcome latest = new Outcome(0, null);
    private volatile @Nullable PendingDeviceCode deviceCode;

    /** What came of a login of this session: null for a success. */
    private record Outcome(long number, @Nullable AuthException failure) {}

    LoginOnDemand(AuthSession session, @Nullable UserPrompt prompt) {
        this.session = session;
        this.prompt = prompt;
    }

    /** Whether there is somebody to ask. */
    boolean isPossible() {
        return prompt != null;
    }

    /** The device code of the latest login. */
    Optional<PendingDeviceCode> deviceCode() {
        return Optional.ofNullable(deviceCode);
    }

    /**
     * Does it, and where that takes a login, logs in and does it once more.
     *
     * @throws AuthException if it, or the login, came to nothing
     */
    <T> T run(Supplier<T> action) {
        long seen = latest.number();
        try {
            return action.get();
        } catch (LoginRequiredException e) {
            UserPrompt person = prompt;
            if (person == null) {
                throw e;
            }
            logIn(person, seen);
        }
        return action.get();
    }

    /** Logs in, whether that is needed or not. */
    void now() {
        UserPrompt person = prompt;
        if (person == null) {
            throw new LoginRequiredException("There is nobody to ask. Build the session with a prompt to log in.");
        }
        logIn(person, latest.number());
    }

    private void logIn(UserPrompt person, long seen) {
        awaitTurn();
        try {
            Outcome others = latest;
            if (others.number() == seen) {
                ask(person, seen + 1);
            } else if (others.failure() != null) {
                throw others.failure();
            }
        } finally {
            turn.unlock();
        }
    }

    private void ask(UserPrompt person, long number) {
        try {
            DeviceLoginListener keeping =
                    (authorization, arrivedAt) -> deviceCode = PendingDeviceCode.of(authorization, arrivedAt);
            session.login(person, LoginOptions.usual().with(keeping));
            latest = new Outcome(number, null);
        } catch (CancelledException e) {
            // This thread's own affair: the next one asks.
            throw e;
        } catch (AuthException e) {
            latest = new Outcome(number, e);
            throw e;
        }
    }

    private void awaitTurn() {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Cancelled while another thread's login was waited for.", e);
        }
    }
}

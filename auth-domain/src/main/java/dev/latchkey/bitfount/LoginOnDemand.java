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
 * Starts a login, if there is a prompt and only when one is required. If several threads need a login, one starts it and the others share
 * its result, including a failure. Safe for use by several threads.
 */
final class LoginOnDemand {
    private final AuthSession session;
    private final @Nullable UserPrompt prompt;
    /** Held during a login. Acquired before any lock of the session, never while one is held. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile Outcome latest = new Outcome(0, null);
    private volatile @Nullable PendingDeviceCode deviceCode;

    /** The result of a login: null for a success. */
    private record Outcome(long number, @Nullable AuthException failure) {}

    LoginOnDemand(AuthSession session, @Nullable UserPrompt prompt) {
        this.session = session;
        this.prompt = prompt;
    }

    /** Whether there is a prompt. */
    boolean isPossible() {
        return prompt != null;
    }

    /** The device code of the latest login. */
    Optional<PendingDeviceCode> deviceCode() {
        return Optional.ofNullable(deviceCode);
    }

    /**
     * Runs the action. If that requires a login, logs in and runs it again.
     *
     * @throws AuthException if the action or the login failed
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

    /** Logs in, whether or not that is necessary. */
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
            session.login(person, LoginOptions.defaults().with(keeping));
            latest = new Outcome(number, null);
        } catch (CancelledException e) {
            // Concerns only this thread: the next one starts a login.
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

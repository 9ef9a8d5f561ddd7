package dev.latchkey.session;

import dev.latchkey.device.DeviceLogin;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.oauth.GrantedTokens;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A login that waits for a person without occupying a thread: {@link BackgroundWork} polls for it. Created by {@link
 * AuthSession#beginLogin}. Safe for use by several threads.
 */
public final class PendingLogin {
    private final Login login;
    private final DeviceLogin device;
    private final Runnable ended;
    private final BackgroundWork work;
    private final CompletableFuture<LoginResult> result = new CompletableFuture<>();
    private @Nullable Future<?> next; // guarded by this
    private boolean decided; // guarded by this

    /** @param ended called once, when the login has ended */
    PendingLogin(Login login, DeviceLogin device, Runnable ended, BackgroundWork work) {
        this.login = login;
        this.device = device;
        this.ended = ended;
        this.work = work;
        scheduleNext();
    }

    /** What to show to the person: the code, where to enter it, and its expiry. */
    public DeviceCodePrompt prompt() {
        return device.prompt();
    }

    /**
     * The result: what was stored, or an {@link AuthException} that says why not; a {@link CancelledException} after {@link #cancel}, and a
     * {@link java.util.concurrent.RejectedExecutionException} if an executor was shut down. Stages chained without {@code Async} run on a
     * thread of the {@link BackgroundWork} and must not block it.
     */
    public CompletionStage<LoginResult> result() {
        return result.minimalCompletionStage();
    }

    /**
     * Cancels the login, unless it has ended or was approved: then its session is being stored, and the result says so. Tokens that arrive
     * later are not stored but revoked, best effort.
     */
    public void cancel() {
        if (decide()) {
            fail(new CancelledException("The login was cancelled.", null));
        }
    }

    /** Whether the caller is the first to decide the outcome. */
    private synchronized boolean decide() {
        if (decided) {
            return false;
        }
        decided = true;
        if (next != null) {
            next.cancel(false);
        }
        return true;
    }

    private synchronized void scheduleNext() {
        if (!decided) {
            next = work.poll(this::poll, device.untilPoll(), this::fail);
        }
    }

    /** The first failure counts: a login that is cancelled during a poll may also fail by it. */
    private void fail(Throwable failure) {
        if (result.completeExceptionally(failure)) {
            ended.run();
            login.failed(failure);
        }
    }

    private synchronized boolean isDecided() {
        return decided;
    }

    private void poll() {
        if (isDecided()) {
            return; // Cancelled while it waited for a thread.
        }
        if (device.untilPoll().compareTo(Duration.ZERO) > 0) {
            scheduleNext(); // The timer fired early.
            return;
        }
        Optional<GrantedTokens> reply = device.poll();
        if (reply.isEmpty()) {
            scheduleNext();
        } else if (decide()) {
            result.complete(login.keep(reply.get()));
            ended.run();
        } else {
            login.revoke(reply.get());
        }
    }
}

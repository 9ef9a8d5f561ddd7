package dev.latchkey.session;

import dev.latchkey.error.CancelledException;
import dev.latchkey.session.SessionMemory.Tokens;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads of renewals, and how others wait for them. */
final class RenewalThreads {
    private RenewalThreads() {}

    /** Runs a task on its own non-daemon thread. */
    static void startThread(Runnable task) {
        Thread thread = new Thread(task, "latchkey-renewal");
        thread.setDaemon(false);
        thread.start();
    }

    /** The tokens of a renewal; throws its failure. */
    static Tokens result(CompletableFuture<Tokens> renewal) {
        try {
            return renewal.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while the session was renewed; the renewal goes on.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /** Whether it ended within the limit, successfully or not. */
    static boolean isDone(CompletableFuture<?> future, Duration limit) throws InterruptedException {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}

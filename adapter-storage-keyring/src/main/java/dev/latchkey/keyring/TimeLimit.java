package dev.latchkey.keyring;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs calls that may hang, each on a daemon thread of its own, and gives up on them in time: the thread is interrupted and
 * left behind, so that neither the caller nor the end of the JVM waits for it. Safe for use by several threads.
 */
final class TimeLimit {
    /** Threads that were left behind count as well, so that a keyring which hangs cannot gather more and more of them. */
    private static final int MOST_AT_ONCE = 8;

    private final Duration limit;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    /**
     * @throws TimeoutException if the call took longer than the limit
     * @throws TooManyCallsException if no thread became free within the limit
     * @throws ExecutionException with what the call threw
     * @throws InterruptedException if the caller was interrupted; then the call is as well
     */
    <T> T run(Callable<T> call)
            throws TimeoutException, TooManyCallsException, ExecutionException, InterruptedException {
        if (!free.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TooManyCallsException();
        }
        FutureTask<T> task = new FutureTask<>(call);
        start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            task.cancel(true);
        }
    }

    private void start(FutureTask<?> task) {
        boolean started = false;
        try {
            Thread worker = new Thread(() -> runAndFree(task), "latchkey-keyring");
            worker.setDaemon(true);
            worker.start();
            started = true;
        } finally {
            if (!started) {
                free.release();
            }
        }
    }

    private void runAndFree(FutureTask<?> task) {
        try {
            task.run();
        } finally {
            free.release();
        }
    }

    /** Every thread is taken by a call that has not ended. */
    static final class TooManyCallsException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}

package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that all request the same thing and are known to wait for it. */
final class Callers<T> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<FutureTask<T>> tasks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Callers(int count, Callable<T> call) {
        for (int i = 0; i < count; i++) {
            FutureTask<T> task = new FutureTask<>(call);
            Thread thread = new Thread(task, "caller-" + i);
            tasks.add(task);
            threads.add(thread);
            thread.start();
        }
    }

    /** Waits until each of them is blocked. */
    Callers<T> awaitWaiting() {
        return await(Thread.State.WAITING);
    }

    /** Waits until each of them is blocked with a time limit. */
    Callers<T> awaitTimedWait() {
        return await(Thread.State.TIMED_WAITING);
    }

    private Callers<T> await(Thread.State state) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!threads.stream().allMatch(thread -> thread.getState() == state)) {
            assertTrue(System.nanoTime() - end < 0, "not all are waiting");
            Thread.onSpinWait();
        }
        return this;
    }

    void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    /** Whether none of them has ended after this time. */
    boolean stillWaitAfter(Duration time) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        return !never.await(time.toMillis(), TimeUnit.MILLISECONDS)
                && tasks.stream().noneMatch(FutureTask::isDone);
    }

    /** The result of each, or its exception. */
    List<Object> results() {
        List<Object> results = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            try {
                results.add(task.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                results.add(String.valueOf(e.getCause()));
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError(e);
            }
        }
        return results;
    }
}

package dev.latchkey.testkit;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler that uses {@link FakeTimeSource}'s clock and no threads: due tasks run on the test's thread when it advances the time. For
 * pending logins, as in {@code BackgroundWork.on(scheduler, scheduler)}. Does not support repeated tasks. Safe for use by several threads.
 */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private final FakeTimeSource time;
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(
            Comparator.<Task<?>>comparingLong(task -> task.due).thenComparingLong(task -> task.order));
    private long count;
    private boolean shutdown;

    /** Creates a scheduler without tasks. */
    public ManualScheduler(FakeTimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
    }

    /** Advances the time and runs each task when it is due, including those that are scheduled in the meantime. */
    public void advance(Duration duration) {
        long end = time.monotonicNanos() + duration.toNanos();
        for (Task<?> task = next(end); task != null; task = next(end)) {
            time.advance(Duration.ofNanos(Math.max(0, task.due - time.monotonicNanos())));
            task.run();
        }
        time.advance(Duration.ofNanos(Math.max(0, end - time.monotonicNanos())));
    }

    /** The number of tasks that are not due yet. */
    public synchronized int waiting() {
        tasks.removeIf(FutureTask::isCancelled);
        return tasks.size();
    }

    private synchronized @Nullable Task<?> next(long end) {
        Task<?> task = tasks.peek();
        return task == null || task.due - end > 0 ? null : tasks.remove();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    command.run();
                    return true;
                },
                delay,
                unit);
    }

    @Override
    public synchronized <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
        Task<V> task = new Task<>(callable, time.monotonicNanos() + unit.toNanos(Math.max(0, delay)), count++);
        tasks.add(task);
        return task;
    }

    /** Runs the command at once. */
    @Override
    public void execute(Runnable command) {
        command.run();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("repeated tasks");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("repeated tasks");
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
        tasks.clear();
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        List<Runnable> left = List.copyOf(tasks);
        shutdown();
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return isShutdown();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isShutdown();
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long due;
        private final long order;

        Task(Callable<V> callable, long due, long order) {
            super(callable);
            this.due = due;
            this.order = order;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - time.monotonicNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}

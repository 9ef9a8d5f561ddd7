package dev.latchkey.session;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes on while nobody waits for it: polls of {@linkplain PendingLogin pending logins}, renewals ahead. A timer says when, and
 * bounded pools of threads do it, since it asks servers and stores; what finds all of them busy waits. Safe for use by several
 * threads; one serves any number of logins and sessions. Its own threads are begun when there is something to do, and end when there
 * is not: nothing needs to be closed.
 */
public final class BackgroundWork {
    /** Enough for two thousand polls a second of 5 ms each. */
    private static final int POLLING = 10;

    private static final int RENEWING = 8;
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** Until a full pool of the program's own is tried again. */
    private static final Duration FULL = Duration.ofMillis(200);

    private @Nullable ScheduledExecutorService timer; // guarded by this
    private @Nullable Executor polls; // guarded by this
    private @Nullable Executor renewals; // guarded by this

    private BackgroundWork(@Nullable ScheduledExecutorService timer, @Nullable Executor polls) {
        this.timer = timer;
        this.polls = polls;
    }

    /**
     * With one thread that times, a daemon; up to ten for logins, and up to eight for renewals. These are no daemons, so that a
     * program does not end in the midst of one.
     */
    public static BackgroundWork create() {
        return new BackgroundWork(null, null); // No executor is made before there is something for it to do.
    }

    /**
     * On what the program has.
     *
     * @param timer for short tasks, which only hand on
     * @param polls for logins, which wait for servers and stores; bounded, or of virtual threads. Where it refuses a task, the task
     *     is tried again a moment later, unless it was shut down. Renewals have up to eight threads of their own all the same,
     *     since to interrupt one, as a pool does that is shut down, may lose the login
     */
    public static BackgroundWork on(ScheduledExecutorService timer, Executor polls) {
        return new BackgroundWork(Objects.requireNonNull(timer, "timer"), Objects.requireNonNull(polls, "polls"));
    }

    private synchronized ScheduledExecutorService timer() {
        if (timer == null) {
            ScheduledThreadPoolExecutor ours =
                    new ScheduledThreadPoolExecutor(1, task -> thread(task, "latchkey-timer", true));
            ours.setRemoveOnCancelPolicy(true);
            ours.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            ours.allowCoreThreadTimeOut(true);
            timer = ours;
        }
        return timer;
    }

    private synchronized Executor polls() {
        if (polls == null) {
            polls = pool("latchkey-login-", POLLING);
        }
        return polls;
    }

    private synchronized Executor renewals() {
        if (renewals == null) {
            renewals = pool("latchkey-renewal-", RENEWING);
        }
        return renewals;
    }

    private static Executor pool(String name, int size) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size,
                size,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> thread(task, name + count.incrementAndGet(), false));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs a part of a login once, later; as {@link #look} does. */
    Future<?> poll(Runnable task, Duration delay, Consumer<Throwable> failed) {
        return schedule(polls(), task, delay, failed);
    }

    /**
     * Runs a look after a session once, later.
     *
     * @param failed told of what the task throws, or that it will not be run, since an executor was shut down
     * @return to cancel it, as long as it does not run yet
     */
    Future<?> look(Runnable task, Duration delay, Consumer<Throwable> failed) {
        return schedule(renewals(), task, delay, failed);
    }

    /** Renews as soon as there is a thread for it. */
    void renew(Runnable task) {
        renewals().execute(task);
    }

    private Future<?> schedule(Executor threads, Runnable task, Duration delay, Consumer<Throwable> failed) {
        try {
            return timer().schedule(() -> start(threads, task, failed), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            failed.accept(e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private void start(Executor threads, Runnable task, Consumer<Throwable> failed) {
        try {
            threads.execute(() -> run(task, failed));
        } catch (RejectedExecutionException e) {
            if (threads instanceof ExecutorService pool && pool.isShutdown()) {
                failed.accept(e);
            } else {
                Future<?> unused = schedule(threads, task, FULL, failed);
            }
        } catch (OutOfMemoryError e) {
            Future<?> unused = schedule(threads, task, FULL, failed); // No thread can be had now.
        }
    }

    private static void run(Runnable task, Consumer<Throwable> failed) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }

    private static Thread thread(Runnable task, String name, boolean daemon) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(daemon);
        return thread;
    }
}

package dev.latchkey.session;

import dev.latchkey.error.CancelledException;
import dev.latchkey.session.SessionMemory.Tokens;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that no caller waits for: the polls of {@linkplain PendingLogin pending logins}, and renewals ahead of time. A timer starts
 * each task when it is due. Bounded thread pools run it, because it calls servers and stores; if all threads are busy, it waits. One
 * instance serves any number of logins and sessions. Its own threads start when there is work and end when there is none, so it need not be
 * closed. Safe for use by several threads.
 */
public final class BackgroundWork {
    /** Enough for two thousand polls a second that take 5 ms each. */
    private static final int POLLING = 10;

    private static final int RENEWING = 8;
    private static final int LOOKING = 2;
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** The time until a full pool of the application's is tried again. */
    private static final Duration FULL = Duration.ofMillis(200);

    private static final BackgroundWork SHARED = create();

    private @Nullable ScheduledExecutorService timer; // guarded by this
    private @Nullable Executor polls; // guarded by this
    private @Nullable Executor renewals; // guarded by this
    private @Nullable Executor looks; // guarded by this

    private BackgroundWork(
            @Nullable ScheduledExecutorService timer, @Nullable Executor polls, @Nullable Executor looks) {
        this.timer = timer;
        this.polls = polls;
        this.looks = looks;
    }

    /** The instance of all sessions of this process whose adapters have no other. It is like one that is {@linkplain #create created}. */
    public static BackgroundWork shared() {
        return SHARED;
    }

    /**
     * Creates an instance with its own threads: a timer and two for checking sessions, which are daemons; up to ten for logins and up to
     * eight for renewals, which are not, so that a program does not exit during a login's save or a renewal.
     */
    public static BackgroundWork create() {
        return new BackgroundWork(null, null, null); // No executor is created before there is work for it.
    }

    /**
     * Creates an instance with the application's executors. They must outlive its logins: a login whose poll they drop when they are
     * shut down never completes.
     *
     * @param timer for short tasks, which only hand over to other threads
     * @param polls for logins, which wait for servers and stores; bounded, even with virtual threads, because each exchange with a server
     *     may also take a thread of the transport. If it rejects a task, the task is tried again a moment later; if it is an {@link
     *     ExecutorService} that was shut down, the login fails. Renewals always use up to eight threads of this instance, because
     *     interrupting one, as a pool that is shut down does, may lose the login
     */
    public static BackgroundWork on(ScheduledExecutorService timer, Executor polls) {
        return new BackgroundWork(Objects.requireNonNull(timer, "timer"), Objects.requireNonNull(polls, "polls"), null);
    }

    /** For a test that also decides when sessions are checked. */
    static BackgroundWork on(ScheduledExecutorService timer, Executor polls, Executor looks) {
        return new BackgroundWork(timer, polls, looks);
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
            polls = pool("latchkey-login-", POLLING, false);
        }
        return polls;
    }

    private synchronized Executor renewals() {
        if (renewals == null) {
            renewals = pool("latchkey-renewal-", RENEWING, false);
        }
        return renewals;
    }

    private synchronized Executor looks() {
        if (looks == null) {
            looks = pool("latchkey-look-", LOOKING, true); // Not to keep an ended program alive.
        }
        return looks;
    }

    private static Executor pool(String name, int size, boolean daemons) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size,
                size,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> thread(task, name + count.incrementAndGet(), daemons));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs a part of a login once after the delay; like {@link #look}. */
    Future<?> poll(Runnable task, Duration delay, Consumer<Throwable> failed) {
        return schedule(polls(), task, delay, failed);
    }

    /**
     * Checks a session once after the delay.
     *
     * @param failed receives exceptions of the task, and the rejection of an executor that was shut down
     * @return cancels it, as long as it has not started
     */
    Future<?> look(Runnable task, Duration delay, Consumer<Throwable> failed) {
        return schedule(looks(), task, delay, failed);
    }

    /** Renews as soon as a thread is available. */
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
            Future<?> unused = schedule(threads, task, FULL, failed); // No thread is available now.
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

    /** The threads of renewals, and how others wait for them. */
    static final class RenewalThreads {
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
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
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
}

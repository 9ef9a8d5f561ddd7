package dev.latchkey.testkit.torture;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link TortureTrouble} is made: the processes and the server. What could take from a process what a refresh brought is written
 * down, so that the judge can explain what follows from it, and only that. Used by the trouble's thread.
 */
public final class TortureScene {
    private static final long LONGEST_WAIT_SECONDS = 15;

    private final Workers workers;
    private final LoopbackAuthorizationServer server;
    private final Relogin person;
    private final Journal journal;
    private final SplittableRandom random;
    private final AtomicReference<@Nullable Plan> plan = new AtomicReference<>();

    /** What is done to a process. */
    @FunctionalInterface
    public interface Deed {
        /** @param process its id */
        void happen(long process) throws Exception;
    }

    private static final class Plan {
        private final Deed deed;
        private final CountDownLatch done = new CountDownLatch(1);
        private long sender = -1;
        private @Nullable Exception failure;

        Plan(Deed deed) {
            this.deed = deed;
        }

        void happen(long process) {
            sender = process;
            try {
                deed.happen(process);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = e;
            } catch (Exception e) {
                failure = e;
            }
            done.countDown();
        }
    }

    TortureScene(Workers workers, LoopbackAuthorizationServer server, Relogin person, Journal journal, long seed) {
        this.workers = workers;
        this.server = server;
        this.person = person;
        this.journal = journal;
        this.random = new SplittableRandom(seed);
        server.log().onEvent(event -> {
            if (event.kind() == ServerEvent.Kind.ROTATED) {
                Plan present = plan.getAndSet(null);
                if (present != null) {
                    present.happen(sender(event.sent()));
                }
            }
        });
    }

    /** From the torture's seed. */
    public SplittableRandom random() {
        return random;
    }

    /** The server, whose faults are cleared in the end. */
    public LoopbackAuthorizationServer server() {
        return server;
    }

    /**
     * Waits until the server has rotated a refresh token, and does this to the process that sent it before the server answers.
     *
     * @return that process; empty if none came within 15 seconds
     */
    public OptionalLong atNextRotation(Deed deed) throws Exception {
        Plan next = new Plan(deed);
        plan.set(next);
        if (!next.done.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS) && plan.compareAndSet(next, null)) {
            return OptionalLong.empty();
        }
        next.done.await();
        if (next.failure != null) {
            throw next.failure;
        }
        return OptionalLong.of(next.sender);
    }

    /** Who sent a token for the latest time. */
    private long sender(String token) {
        return Journal.read(journal.file()).stream()
                .filter(line -> line.is(JournalLine.Kind.SENT) && line.detail(0).equals(token))
                .reduce((first, last) -> last)
                .map(JournalLine::process)
                .orElse(-1L);
    }

    /** The number of that process, {@link TortureHost#number}; negative if it is gone. */
    public int number(long process) {
        return workers.number(process);
    }

    /** Kills that process, if it still runs, and starts another one in its place. */
    public void kill(long process) throws IOException, InterruptedException {
        workers.kill(process);
    }

    /** Kills any process, and starts another one in its place. */
    public void killAny() throws IOException, InterruptedException {
        workers.killAny();
    }

    /** Any process. */
    public long any() {
        return workers.any();
    }

    /**
     * Does this to a process so that others may take it for dead: stops it, or cuts it off from the store. What they do then, and what it
     * cannot save any more, is explained.
     */
    public void hinder(long process, Deed deed) throws Exception {
        String id = Long.toString(process);
        journal.note(JournalLine.Kind.HINDERED, id);
        try {
            deed.happen(process);
        } finally {
            journal.note(JournalLine.Kind.FREED, id);
        }
    }

    /** Stops the process for so long, with all its threads. */
    public void stop(long process, Duration pause) throws Exception {
        hinder(process, each -> {
            signal("-STOP", each);
            pause(pause);
            signal("-CONT", each);
        });
    }

    private static void signal(String signal, long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process)).start().waitFor();
    }

    /** Does something to the store by which it may forget what was saved meanwhile; that is explained. Nobody logs in until it is over. */
    public void forgetful(Deed deed) throws Exception {
        synchronized (person) {
            journal.note(JournalLine.Kind.AT_RISK);
            try {
                deed.happen(ProcessHandle.current().pid());
            } finally {
                journal.note(JournalLine.Kind.SAFE);
            }
        }
    }

    /** Waits, in real time. */
    public static void pause(Duration pause) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
}

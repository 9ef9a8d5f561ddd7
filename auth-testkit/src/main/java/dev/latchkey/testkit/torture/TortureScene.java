package dev.latchkey.testkit.torture;

import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.HeldEndpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The processes and the server that a {@link TortureTrouble} acts on. Everything that may deprive a process of a refresh's result is
 * recorded, so that the judge can explain its consequences, and only those. Used by the trouble's thread.
 */
public final class TortureScene {
    private static final long LONGEST_WAIT_SECONDS = 15;

    private final Workers workers;
    private final LoopbackAuthorizationServer server;
    private final Semaphore logins;
    private final Journal journal;
    private final SplittableRandom random;
    private final AtomicReference<@Nullable Plan> plan = new AtomicReference<>();

    /** Something done to a process. */
    @FunctionalInterface
    public interface Deed {
        /** @param process its process id */
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

    TortureScene(Workers workers, LoopbackAuthorizationServer server, Semaphore logins, Journal journal, long seed) {
        this.workers = workers;
        this.server = server;
        this.logins = logins;
        this.journal = journal;
        this.random = new SplittableRandom(seed);
        server.log().onEvent(event -> {
            if (event.kind() == ServerEvent.Kind.ROTATED) {
                Plan present = plan.getAndSet(null);
                if (present != null) {
                    present.happen(sender(line -> line.detail(0).equals(event.sent())));
                }
            }
        });
    }

    /** Random numbers from the torture's seed. */
    public SplittableRandom random() {
        return random;
    }

    /** The server. Its faults are cleared at the end. */
    public LoopbackAuthorizationServer server() {
        return server;
    }

    /**
     * Waits until the server has rotated a refresh token, and acts on the process that sent it before the server responds.
     *
     * @return that process; empty if there was none within 15 seconds
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

    /**
     * Waits until a refresh token is on its way to the server, and acts on the process that sent it before the server processes it.
     *
     * @return that process; empty if there was none within 15 seconds
     */
    public OptionalLong atNextRequest(Deed deed) throws Exception {
        try (HeldEndpoint held = server.faults().hold(Endpoint.TOKEN)) {
            held.awaitArrivals(1, Duration.ofSeconds(LONGEST_WAIT_SECONDS));
            long sender = sender(line -> true);
            deed.happen(sender);
            return OptionalLong.of(sender);
        } catch (AssertionError e) {
            return OptionalLong.empty();
        }
    }

    /** The process that last sent this token. */
    private long sender(Predicate<JournalLine> which) {
        return Journal.read(journal.file()).stream()
                .filter(line -> line.is(JournalLine.Kind.SENT) && which.test(line))
                .reduce((first, last) -> last)
                .map(JournalLine::process)
                .orElse(-1L);
    }

    /** The process's {@linkplain TortureHost#number number}; negative if it has ended. */
    public int number(long process) {
        return workers.number(process);
    }

    /** Kills the process, if it is running, and starts another one in its place. */
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
     * From now on, others may consider the process dead although it is alive, for example because it is cut off from the store. This explains
     * what they do then, and what the process can no longer save.
     */
    public void hindered(long process) {
        journal.note(JournalLine.Kind.HINDERED, Long.toString(process));
    }

    /** The process is no longer {@linkplain #hindered hindered}. */
    public void freed(long process) {
        journal.note(JournalLine.Kind.FREED, Long.toString(process));
    }

    /** Stops the process with all its threads; it counts as {@linkplain #hindered hindered}. */
    public void stop(long process) throws IOException, InterruptedException {
        hindered(process);
        signal("-STOP", process);
    }

    /** Continues a stopped process. */
    public void goOn(long process) throws IOException, InterruptedException {
        signal("-CONT", process);
        freed(process);
    }

    private static void signal(String signal, long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process)).start().waitFor();
    }

    /** Waits until a login has ended: no fault begins during one. */
    void awaitLogin() throws InterruptedException {
        logins.acquire();
        logins.release();
    }

    /** From now on, the store may lose what is saved, which is explained. Nobody logs in until it is {@linkplain #safe safe}. */
    public void atRisk() throws InterruptedException {
        logins.acquire();
        journal.note(JournalLine.Kind.AT_RISK);
    }

    /** What is saved from now on is not lost. */
    public void safe() {
        journal.note(JournalLine.Kind.SAFE);
        logins.release();
    }

    /** Waits, in real time. */
    public static void pause(Duration pause) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
}

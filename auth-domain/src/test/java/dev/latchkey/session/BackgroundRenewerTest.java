package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Driven check by check; a check is due when the test says so. */
class BackgroundRenewerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final World world = new World().withMockStore();
    private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    private final Queue<Runnable> looks = new ConcurrentLinkedQueue<>();
    private final ScheduledFuture<?> waiting = mock(ScheduledFuture.class);
    private final AuthSession session = AuthSession.open(
            World.PROVIDER,
            World.ID,
            world.adapters().withBackground(BackgroundWork.on(timer(), Runnable::run, Runnable::run)));
    private @Nullable BackgroundRenewer renewer;

    @AfterEach
    void close() {
        if (renewer != null) {
            renewer.close();
        }
    }

    @Test
    void itRenewsWhenDueWithoutARequest() throws InterruptedException {
        world.store(1);
        look(Duration.ofSeconds(30));
        world.time.advance(World.LIFE.minusMinutes(10).minusSeconds(4));
        look(Duration.ofSeconds(4));
        world.time.advance(Duration.ofSeconds(4));
        world.tokens(2);
        look(Duration.ofSeconds(1));
        assertTrue(session.awaitRenewal(LIMIT));

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        look(Duration.ofSeconds(30));
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void itContinuesAfterATemporaryMemoryShortage() throws InterruptedException {
        world.store(1);
        doThrow(new OutOfMemoryError("unable to create native thread"))
                .doAnswer(delegatesTo(world.memory))
                .when(world.store)
                .load(any());
        look(Duration.ofSeconds(30));

        look(Duration.ofSeconds(30));
        world.time.advance(World.LIFE.minusMinutes(10));
        world.tokens(2);
        look(Duration.ofSeconds(1));
        assertTrue(session.awaitRenewal(LIMIT));

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void withoutASessionItWaitsForALogin() throws InterruptedException {
        look(Duration.ofSeconds(30));
        world.store(1);
        world.time.advance(World.LIFE);
        world.tokens(2);
        look(Duration.ofSeconds(1));
        assertTrue(session.awaitRenewal(LIMIT));
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void inAnOutageItTriesAsOftenAsTheBackoffAllows() throws InterruptedException {
        world.store(1);
        world.time.advance(World.LIFE);
        world.outage();
        look(Duration.ofSeconds(1));
        assertTrue(session.awaitRenewal(LIMIT));
        world.time.advance(Duration.ofMillis(999));
        look(Duration.ofSeconds(1));
        assertEquals(1, world.http.calls().size());
        world.time.advance(Duration.ofMillis(1));
        world.tokens(2);
        look(Duration.ofSeconds(1));
        assertTrue(session.awaitRenewal(LIMIT));
        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void anUnreadableStoreDoesNotEndIt() throws InterruptedException {
        world.memory.failLoads(
                new StorageException(StorageException.Reason.UNREADABLE, "here", "It cannot be read.", null));
        look(Duration.ofSeconds(30));
        world.memory.loadAgain();
        world.store(1);
        look(Duration.ofSeconds(30));
        world.time.advance(World.LIFE.minusMinutes(10).minusSeconds(4));
        look(Duration.ofSeconds(4));
    }

    @Test
    void closingEndsIt() throws InterruptedException {
        look(Duration.ofSeconds(30));
        BackgroundRenewer running = Objects.requireNonNull(renewer);
        running.close();
        running.close();

        verify(waiting, times(2)).cancel(false);
        Objects.requireNonNull(looks.poll()).run(); // This check had already been started.
        assertTrue(pauses.isEmpty(), "it goes on");
    }

    /** Runs one check and asserts the following pause. */
    private void look(Duration expectedPause) throws InterruptedException {
        if (renewer == null) {
            renewer = session.startRenewing();
            assertEquals(Duration.ZERO, pauses.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        Objects.requireNonNull(looks.poll()).run();
        assertEquals(expectedPause, pauses.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), "it does not look");
    }

    /** A timer whose tasks are due when the test says so. */
    private ScheduledExecutorService timer() {
        ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
        doAnswer(schedule -> {
                    looks.add(schedule.getArgument(0));
                    pauses.add(Duration.ofNanos(schedule.getArgument(1)));
                    return waiting;
                })
                .when(timer)
                .schedule(any(Runnable.class), anyLong(), eq(TimeUnit.NANOSECONDS));
        return timer;
    }
}

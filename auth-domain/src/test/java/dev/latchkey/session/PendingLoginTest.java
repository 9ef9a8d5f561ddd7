package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.DeviceCodeExpiredException;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.testkit.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** Logins that wait for a person without a thread. Time passes when the test says so. */
class PendingLoginTest {
    /** The interval plus its margin. */
    private static final Duration INTERVAL = Duration.ofSeconds(6);

    private final World world = new World();
    private final LoginScript script = new LoginScript(world);
    private final ManualScheduler scheduler = new ManualScheduler(world.time);

    @Test
    void itPollsWhenDueAndStoresTheSession() {
        script.code();
        pendingReply();
        world.tokens(1);
        PendingLogin login = begin();

        assertEquals(DisplayText.of("ABCD"), login.prompt().userCode());
        scheduler.advance(INTERVAL.minusMillis(1));
        assertEquals(1, world.http.calls().size());
        scheduler.advance(Duration.ofMillis(1));
        assertEquals(2, world.http.calls().size());
        assertFalse(isDone(login));
        scheduler.advance(INTERVAL);

        assertEquals(world.stored(), result(login).session());
        assertEquals(Secret.of("at-1"), world.stored().accessToken());
        assertEquals(0, scheduler.waiting());
    }

    @Test
    void theServersFinalErrorIsTheFailure() {
        script.code();
        world.http.reply(400, "{\"error\":\"access_denied\"}");
        PendingLogin login = begin();

        scheduler.advance(INTERVAL);

        assertInstanceOf(LoginDeniedException.class, failure(login));
    }

    @Test
    void anUnusedCodeExpires() {
        script.code();
        for (int i = 0; i < 200; i++) {
            pendingReply();
        }
        PendingLogin login = begin();

        scheduler.advance(Duration.ofSeconds(910));

        assertInstanceOf(DeviceCodeExpiredException.class, failure(login));
        assertEquals(0, scheduler.waiting());
    }

    @Test
    void withoutACodeThereIsNoPendingLogin() {
        world.http.reply(400, "{\"error\":\"unauthorized_client\"}");

        Assertions.assertThrows(ServerRefusedException.class, this::begin);
        assertEquals(0, scheduler.waiting());
    }

    @Test
    void cancelledItPollsNoMore() {
        script.code();
        PendingLogin login = begin();

        login.cancel();
        assertEquals(0, scheduler.waiting());
        login.cancel();
        scheduler.advance(Duration.ofMinutes(20));

        assertInstanceOf(CancelledException.class, failure(login));
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void cancelledWhileItWaitsForAThreadItPollsNoMore() {
        List<Runnable> waiting = new ArrayList<>();
        script.code();
        PendingLogin login = begin(waiting::add);
        scheduler.advance(INTERVAL);

        login.cancel();
        waiting.forEach(Runnable::run);

        assertEquals(1, waiting.size());
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void ifATimerFiresEarlyItPollsWhenDueAllTheSame() {
        ScheduledExecutorService timer = mock(ScheduledExecutorService.class, delegatesTo(scheduler));
        Answer<Object> early = schedule -> scheduler.schedule(
                schedule.<Runnable>getArgument(0),
                schedule.<Long>getArgument(1) - Duration.ofMillis(2).toNanos(),
                TimeUnit.NANOSECONDS);
        doAnswer(early).doAnswer(delegatesTo(scheduler)).when(timer).schedule(any(Runnable.class), anyLong(), any());
        script.grants(1, (Secret) null);
        PendingLogin login = begin(BackgroundWork.on(timer, scheduler));

        scheduler.advance(INTERVAL.minusMillis(1));
        assertEquals(1, world.http.calls().size());
        scheduler.advance(Duration.ofMillis(1));

        assertEquals(Secret.of("at-1"), result(login).session().accessToken());
    }

    @Test
    void ifItsSessionCouldNotBeStoredNoCodeIsRequested() {
        world.memory.failNextPrepares(1);

        Assertions.assertThrows(StorageException.class, this::begin);

        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void ifItIsApprovedWhileItIsCancelledItsTokensAreRevoked() {
        AtomicReference<PendingLogin> login = new AtomicReference<>();
        script.code();
        world.http.answer(call -> {
            Objects.requireNonNull(login.get()).cancel();
            return reply(200, World.tokensJson(1));
        });
        script.revokes(2);
        login.set(begin());

        scheduler.advance(INTERVAL);

        assertInstanceOf(CancelledException.class, failure(Objects.requireNonNull(login.get())));
        assertTrue(world.memory.load(World.ID).isEmpty());
        List<HttpCall> calls = world.http.calls();
        assertTrue(
                calls.get(2).uri().getPath().endsWith("revoke"),
                calls.get(2).uri().toString());
    }

    @Test
    void ifItIsCancelledWhileItsSessionIsStoredItIsLoggedIn() {
        AtomicReference<PendingLogin> login = new AtomicReference<>();
        world.withMockStore();
        world.beforeCommit(() -> Objects.requireNonNull(login.get()).cancel());
        script.grants(1, (Secret) null);
        login.set(begin());

        scheduler.advance(INTERVAL);

        assertEquals(world.stored(), result(Objects.requireNonNull(login.get())).session());
    }

    @Test
    void aFullPoolIsTriedAgain() {
        script.grants(1, (Secret) null);
        AtomicInteger refused = new AtomicInteger();
        PendingLogin login = begin(task -> {
            if (refused.incrementAndGet() <= 2) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        });

        scheduler.advance(INTERVAL);
        assertFalse(isDone(login));
        scheduler.advance(Duration.ofSeconds(1));

        assertEquals(Secret.of("at-1"), result(login).session().accessToken());
    }

    @Test
    void aSchedulerThatIsShutDownFailsIt() {
        script.code();
        world.http.answer(call -> {
            scheduler.shutdown();
            return reply(400, "{\"error\":\"authorization_pending\"}");
        });
        PendingLogin login = begin();

        scheduler.advance(INTERVAL);

        assertInstanceOf(RejectedExecutionException.class, failure(login));
    }

    @Test
    void aPoolThatIsShutDownFailsIt() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        pool.shutdown();
        script.code();
        PendingLogin login = begin(pool);

        scheduler.advance(INTERVAL);

        assertInstanceOf(RejectedExecutionException.class, failure(login));
    }

    @Test
    void theLaterOfTwoApprovedLoginsIsKept() {
        script.code();
        PendingLogin first = begin();
        script.code();
        PendingLogin second = begin();
        world.tokens(1);
        world.tokens(2);
        script.revokes(2);

        scheduler.advance(INTERVAL);

        assertEquals(Secret.of("at-1"), result(first).session().accessToken());
        assertEquals(Secret.of("at-2"), result(second).session().accessToken());
        assertEquals(Secret.of("at-2"), world.stored().accessToken());
    }

    private static HttpReply reply(int status, String body) {
        return new HttpReply(status, List.of(), Secret.of(body));
    }

    private void pendingReply() {
        world.http.reply(400, "{\"error\":\"authorization_pending\"}");
    }

    private PendingLogin begin() {
        return begin(scheduler);
    }

    private PendingLogin begin(Executor polls) {
        return begin(BackgroundWork.on(scheduler, polls));
    }

    private PendingLogin begin(BackgroundWork work) {
        Adapters adapters = world.adapters().withBackground(work);
        return AuthSession.open(World.PROVIDER, World.ID, adapters).beginLogin(LoginOptions.defaults());
    }

    private static boolean isDone(PendingLogin login) {
        return login.result().toCompletableFuture().isDone();
    }

    private static LoginResult result(PendingLogin login) {
        assertTrue(isDone(login), "it is still pending");
        return login.result().toCompletableFuture().join();
    }

    private static Throwable failure(PendingLogin login) {
        assertTrue(isDone(login), "it is still pending");
        CompletionStage<LoginResult> result = login.result();
        CompletionException failure = Assertions.assertThrows(
                CompletionException.class, () -> result.toCompletableFuture().join());
        return Objects.requireNonNull(failure.getCause());
    }
}

package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.Watch;
import dev.latchkey.testkit.ManualScheduler;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

class SessionPoolTest {
    private static final SessionId ALICE = new SessionId(World.ID.provider(), "alice");
    private static final SessionId BOB = new SessionId(World.ID.provider(), "bob");

    private final World world = new World().withMockStore();
    private Consumer<Optional<SessionId>> told = id -> {};
    private final AtomicBoolean watched = new AtomicBoolean();
    private final ManualScheduler scheduler = new ManualScheduler(world.time);
    private final SessionPool pool = pool();

    private SessionPool pool() {
        Answer<Watch> watching = watch -> {
            told = watch.getArgument(0);
            watched.set(true);
            return () -> watched.set(false);
        };
        doAnswer(watching).when(world.store).watch(any());
        return SessionPool.open(World.PROVIDER, world.adapters().withBackground(work()), 2);
    }

    private BackgroundWork work() {
        return BackgroundWork.on(scheduler, scheduler, scheduler);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private void store(SessionId id, int number) {
        world.store(id, world.session(number, Secret.of("rt-" + number)));
    }

    private Secret token(String account) {
        return pool.session(account).accessToken();
    }

    @Test
    void eachAccountHasOneSession() {
        store(ALICE, 1);
        store(BOB, 2);

        assertEquals(Secret.of("at-1"), token("alice"));
        assertEquals(Secret.of("at-2"), token("bob"));
        assertSame(pool.session("alice"), pool.session("alice"));
    }

    @Test
    void theLeastRecentlyUsedOneIsReleasedAndOpenedAgainOnDemand() {
        store(BOB, 2);
        AuthSession alice = pool.session("alice");
        AuthSession bob = pool.session("bob");
        assertSame(alice, pool.session("alice"));

        AuthSession carol = pool.session("carol");

        assertEquals(2, pool.size());
        assertSame(carol, pool.session("carol"));
        assertSame(alice, pool.session("alice"));
        assertNotSame(bob, pool.session("bob"));
        assertEquals(Secret.of("at-2"), token("bob"));
    }

    @Test
    void aSessionWithUnsavedTokensIsNotReleased() throws Exception {
        store(ALICE, 1);
        AuthSession alice = pool.session("alice");
        alice.accessToken();
        world.memory.failNextCommits(Integer.MAX_VALUE);
        world.tokens(2);
        world.time.advance(World.LIFE);
        assertEquals(Secret.of("at-2"), alice.accessToken());

        useOthers();

        assertSame(alice, pool.session("alice"));
        assertEquals(Secret.of("at-2"), token("alice"));
        world.memory.failNextCommits(0);
        pool.close();
        assertTrue(pool.awaitRenewals(Duration.ofSeconds(30)));
    }

    @Test
    void itsSessionsAreRenewedAheadAndNoOthers() throws Exception {
        store(ALICE, 1);
        pool.session("alice");
        pool.session("bob");
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(2, scheduler.waiting());
        world.tokens(2);

        scheduler.advance(World.LIFE.minusMinutes(10));
        assertTrue(pool.awaitRenewals(Duration.ofSeconds(30)));
        assertEquals(Optional.of(Secret.of("rt-2")), refreshTokenOf("alice"));

        pool.session("carol");
        scheduler.advance(Duration.ofSeconds(31));
        assertEquals(2, scheduler.waiting(), "one was let go");
        pool.close();
        assertEquals(0, scheduler.waiting());
    }

    @Test
    void aSessionWithAPendingLoginIsNotReleased() {
        AuthSession alice = pool.session("alice");
        new LoginScript(world).code();
        PendingLogin login = alice.beginLogin(LoginOptions.defaults());

        useOthers();
        assertSame(alice, pool.session("alice"));

        login.cancel();
        useOthers();
        assertNotSame(alice, pool.session("alice"));
    }

    @Test
    void onceItsLoginSucceededASessionIsReleased() {
        AuthSession alice = pool.session("alice");
        new LoginScript(world).grants(1, (Secret) null);
        PendingLogin login = alice.beginLogin(LoginOptions.defaults());

        scheduler.advance(Duration.ofSeconds(6));
        assertTrue(login.result().toCompletableFuture().isDone());
        useOthers();

        assertNotSame(alice, pool.session("alice"));
    }

    @Test
    void aLoginThatCouldNotBeginDoesNotKeepItsSession() {
        AuthSession alice = pool.session("alice");
        world.error("unauthorized_client");

        assertThrows(ServerRefusedException.class, () -> alice.beginLogin(LoginOptions.defaults()));
        useOthers();

        assertNotSame(alice, pool.session("alice"));
    }

    @Test
    void aSessionThatIsBeingRenewedIsNotReleased() {
        store(ALICE, 1);
        AuthSession alice = pool.session("alice");
        List<Object> seen = new CopyOnWriteArrayList<>();
        world.time.advance(World.LIFE);
        world.http.answer(call -> {
            useOthers();
            seen.add(pool.session("alice"));
            seen.add(awaitRenewals());
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });

        assertEquals(Secret.of("at-2"), alice.accessToken());

        assertEquals(List.of(alice, false), seen);
    }

    private boolean awaitRenewals() {
        try {
            return pool.awaitRenewals(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void useOthers() {
        pool.session("bob");
        pool.session("carol");
        pool.session("dave");
    }

    @Test
    void aPoolKeepsAtLeastOneSession() {
        try (SessionPool smallest =
                SessionPool.open(World.PROVIDER, world.adapters().withBackground(work()), 1)) {
            assertSame(smallest.session("alice"), smallest.session("alice"));
        }

        assertThrows(IllegalArgumentException.class, () -> SessionPool.open(World.PROVIDER, world.adapters(), 0));
    }

    private Optional<Secret> refreshTokenOf(String account) {
        return pool.session(account).stored().orElseThrow().refreshToken();
    }

    @Test
    void aChangeThatTheStoreReportsIsReadAgain() {
        store(ALICE, 1);
        store(BOB, 2);
        token("alice");
        token("bob");
        store(ALICE, 3);
        store(BOB, 4);

        told.accept(Optional.of(ALICE));

        assertEquals(Secret.of("at-3"), token("alice"));
        assertEquals(Secret.of("at-2"), token("bob"));

        told.accept(Optional.empty());

        assertEquals(Secret.of("at-4"), token("bob"));
    }

    @Test
    void onceClosedItStopsListeningAndOpensNothing() {
        assertTrue(watched.get());

        pool.close();

        assertEquals(false, watched.get());
        assertThrows(IllegalStateException.class, () -> pool.session("alice"));
    }
}

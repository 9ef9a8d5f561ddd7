package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.port.SessionListener;
import dev.latchkey.port.SessionLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

class EventsTest {
    private final World world = new World();

    @Test
    void eventsAreReportedOutsideLocks() {
        List<Kind> locked = new CopyOnWriteArrayList<>();
        List<Kind> told = new CopyOnWriteArrayList<>();
        AuthSession session = listening(event -> {
            told.add(event.kind());
            if (world.lock.isHeld(LockId.session(World.ID)) || world.lock.isHeld(LockId.login(World.ID))) {
                locked.add(event.kind());
            }
        });
        LoginScript login = new LoginScript(world).grants(1, null);
        session.login(login.prompt, LoginOptions.defaults());
        world.time.advance(World.LIFE);
        world.tokens(2);
        session.accessToken();
        world.time.advance(World.LIFE);
        world.outage();
        assertThrows(UnreachableException.class, session::accessToken);
        session.logout(LogoutScope.LOCAL_ONLY);

        assertEquals(
                List.of(
                        Kind.LOGIN_BEGUN,
                        Kind.CODE_SHOWN,
                        Kind.LOGGED_IN,
                        Kind.RENEWED,
                        Kind.RENEWAL_FAILED,
                        Kind.LOGGED_OUT),
                told);
        assertEquals(List.of(Kind.CODE_SHOWN), locked, "while the person is waited for the login's lock is held");
    }

    @Test
    void aListenerThatThrowsBreaksNothing() {
        AuthSession session = listening(event -> {
            throw new IllegalStateException("the log is full");
        });
        LoginScript login = new LoginScript(world).grants(1, null);
        session.login(login.prompt, LoginOptions.defaults());
        world.time.advance(World.LIFE);
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());
        world.time.advance(World.LIFE);
        world.outage();
        assertThrows(UnreachableException.class, session::accessToken);
        assertEquals(new LogoutResult(true, Optional.empty()), session.logout(LogoutScope.LOCAL_ONLY));
    }

    @Test
    void aListenerThatUsesTheSessionGetsTheNewToken() throws Exception {
        List<Secret> heard = new CopyOnWriteArrayList<>();
        CompletableFuture<AuthSession> asked = new CompletableFuture<>();
        AuthSession session = listening(event -> heard.add(asked.join().accessToken()));
        asked.complete(session);
        world.store(1);
        world.time.advance(World.LIFE);
        world.tokens(2);

        assertEquals(Secret.of("at-2"), inTime(session));
        assertEquals(List.of(Secret.of("at-2")), heard);
    }

    @Test
    void aListenerThatUsesTheSessionAfterAFailureTriesAgain() throws Exception {
        List<Secret> heard = new CopyOnWriteArrayList<>();
        CompletableFuture<AuthSession> asked = new CompletableFuture<>();
        AuthSession session = listening(event -> {
            if (event.kind() == Kind.RENEWAL_FAILED) {
                heard.add(asked.join().accessToken());
            }
        });
        asked.complete(session);
        world.store(1);
        world.time.advance(World.LIFE);
        world.outage().tokens(2);

        assertEquals(Secret.of("at-2"), inTime(session), "which is stored by then");
        assertEquals(List.of(Secret.of("at-2")), heard);
    }

    @Test
    void aListenerThatUsesTheSessionWhileTokensAreUnsavedBlocksNothing() throws Exception {
        List<RuntimeException> heard = new CopyOnWriteArrayList<>();
        CompletableFuture<AuthSession> asked = new CompletableFuture<>();
        AuthSession session = listening(event -> {
            if (event.kind() == Kind.NOT_SAVED) {
                heard.add(
                        assertThrows(RuntimeException.class, () -> asked.join().accessToken()));
            }
        });
        asked.complete(session);
        world.store(1);
        world.time.advance(World.LIFE);
        world.unfitTokens(2);
        world.memory.failNextCommits(1);

        ExecutionException failure = assertThrows(ExecutionException.class, () -> inTime(session));
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));

        assertInstanceOf(ServerRefusedException.class, failure.getCause());
        assertInstanceOf(IllegalStateException.class, heard.get(0));
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    /** A session must not be ended between its save and the time from which it is used. */
    @Test
    void newTokensAreInUseBeforeTheLockIsReleased() {
        List<Secret> atRelease = new ArrayList<>();
        CompletableFuture<AuthSession> asked = new CompletableFuture<>();
        Adapters plain = world.adapters();
        SessionLock watched = (id, limit) -> {
            SessionLock.Hold hold = plain.lock().acquire(id, limit);
            SessionLock.Hold observed = mock(SessionLock.Hold.class, delegatesTo(hold));
            Answer<Object> looking = close -> {
                atRelease.add(asked.join().peek().orElseThrow().accessToken());
                return delegatesTo(hold).answer(close);
            };
            doAnswer(looking).when(observed).close();
            return observed;
        };
        AuthSession session = AuthSession.open(
                World.PROVIDER,
                World.ID,
                Adapters.of(plain.http(), plain.json(), plain.store(), watched, plain.time())
                        .withRandom(plain.random())
                        .withListener(plain.listener()));
        asked.complete(session);
        world.store(1);
        session.peek();
        world.time.advance(World.LIFE);
        world.tokens(2);

        session.accessToken();

        assertEquals(List.of(Secret.of("at-2")), atRelease);
    }

    @Test
    void eventsHaveATimeAndASession() {
        AuthSession session = listening(world.events);
        world.store(1);
        world.time.advance(World.LIFE);
        world.tokens(2);

        session.accessToken();

        SessionEvent event = world.events.events().get(0);
        assertEquals(World.ID, event.session());
        assertEquals(world.time.now(), event.at());
        assertFalse(event.toString().contains("at-2"));
    }

    private AuthSession listening(SessionListener listener) {
        return AuthSession.open(World.PROVIDER, World.ID, world.adapters().withListener(listener));
    }

    private static Secret inTime(AuthSession session) throws Exception {
        FutureTask<Secret> task = new FutureTask<>(session::accessToken);
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        thread.start();
        return task.get(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
    }
}

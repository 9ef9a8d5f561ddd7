package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.testkit.RecordingPrompt.Step;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** A login that waits for another one of the same account. */
class LoginAdoptionTest {
    private static final SessionId ALICES = new SessionId("example", "alice");

    private final World world = new World();
    private final LoginScript login = new LoginScript(world);
    private final AuthSession session = world.open();

    @Test
    void theResultOfTheOtherLoginIsAdopted() throws Exception {
        LoginResult result = loginWhileAnotherOne(LoginOptions.defaults(), () -> world.store(1));

        assertTrue(result.adopted());
        assertEquals(World.ID, result.id());
        assertEquals(world.stored(), result.session());
        assertEquals("memory:example/_default", result.location());
        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(Step.WAITING_FOR_ANOTHER_LOGIN, Step.APPROVED), login.prompt.steps());
        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.LOGIN_ADOPTED), world.events.kinds());
        assertFalse(world.lock.isHeld(LockId.login(World.ID)));
    }

    @Test
    void theAdoptedSessionReplacesTheOneInMemory() throws Exception {
        world.store(1);
        session.accessToken();
        world.time.advance(Duration.ofMillis(1));

        loginWhileAnotherOne(LoginOptions.defaults(), () -> world.store(2));

        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void theResultOfTheOtherLoginIsFoundUnderAnyName() throws Exception {
        LoginResult result =
                loginWhileAnotherOne(open(), () -> world.store(ALICES, world.session(1, Secret.of("rt-1"))));

        assertTrue(result.adopted());
        assertEquals(ALICES, result.id());
        assertEquals(
                new SessionId("example", "alice"), world.events.events().get(1).session());
    }

    @Test
    void anotherProvidersSessionIsNotAdopted() throws Exception {
        login.grants(2, null);

        LoginResult result = loginWhileAnotherOne(
                open(), () -> world.store(new SessionId("elsewhere", "alice"), world.session(1, Secret.of("rt-1"))));

        assertFalse(result.adopted());
    }

    @Test
    void anotherAccountsSessionIsNotAdoptedIfTheAccountIsGiven() throws Exception {
        login.grants(2, null);

        LoginResult result = loginWhileAnotherOne(
                LoginOptions.defaults(), () -> world.store(ALICES, world.session(1, Secret.of("rt-1"))));

        assertFalse(result.adopted());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void ifTheOtherLoginFailsThePersonIsPrompted() throws Exception {
        login.grants(2, null);

        LoginResult result = loginWhileAnotherOne(LoginOptions.defaults(), () -> {});

        assertFalse(result.adopted());
        assertEquals(
                List.of(Step.WAITING_FOR_ANOTHER_LOGIN, Step.SHOWN, Step.WAITING, Step.APPROVED), login.prompt.steps());
    }

    @Test
    void anOlderSessionIsNotTheResultOfTheOtherLogin() throws Exception {
        StoredSession old = world.session(1, Secret.of("rt-1"));
        login.grants(2, null).revokes(2);
        world.time.advance(Duration.ofMillis(1));

        LoginResult result = loginWhileAnotherOne(LoginOptions.defaults(), () -> world.store(World.ID, old));

        assertFalse(result.adopted());
        assertEquals(List.of("rt-1", "at-1"), world.revoked());
    }

    @Test
    void aSessionForOtherScopesIsNotAdopted() throws Exception {
        login.grants(2, null).revokes(2);

        LoginResult result = loginWhileAnotherOne(
                LoginOptions.defaults(),
                () -> world.memory.put(
                        World.ID,
                        world.document(world.session(1, Secret.of("rt-1"))).replace("offline_access", "email")));

        assertFalse(result.adopted());
    }

    @Test
    void anExpiredSessionIsNotAdopted() throws Exception {
        login.grants(2, null).revokes(1);

        LoginResult result = loginWhileAnotherOne(LoginOptions.defaults(), () -> {
            world.store(World.ID, world.session(1, null));
            world.time.advance(World.LIFE);
        });

        assertFalse(result.adopted());
    }

    @Test
    void aCorruptDocumentIsNotAdopted() throws Exception {
        login.grants(2, null);

        LoginResult result = loginWhileAnotherOne(LoginOptions.defaults(), () -> world.memory.put(World.ID, "{"));

        assertFalse(result.adopted());
        assertEquals(List.of("{"), world.memory.setAsideDocuments());
    }

    @Test
    void withoutWaitingNothingIsAdopted() {
        world.store(1);
        login.grants(2, null).revokes(2);

        LoginResult result = login(LoginOptions.defaults(), login.prompt);

        assertFalse(result.adopted());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    private static LoginOptions open() {
        return LoginOptions.defaults().with(LoginOptions.Account.ACTUAL);
    }

    private LoginResult login(LoginOptions options, UserPrompt prompt) {
        return session.login(prompt, options);
    }

    /** Logs in while another login holds its lock; once this one waits for it, the other completes and ends. */
    private LoginResult loginWhileAnotherOne(LoginOptions options, Runnable otherLogin) throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        FutureTask<LoginResult> ours = new FutureTask<>(() -> login(options, telling(waits)));
        try (SessionLock.Hold hold = world.lock.acquire(LockId.login(World.ID), Duration.ZERO)) {
            new Thread(ours, "second-login").start();
            Gate.await(waits);
            otherLogin.run();
            hold.close();
        }
        return ours.get(30, TimeUnit.SECONDS);
    }

    private UserPrompt telling(CountDownLatch waits) {
        UserPrompt telling = mock(UserPrompt.class, delegatesTo(login.prompt));
        Answer<Object> told = waiting -> {
            login.prompt.waitingForAnotherLogin();
            waits.countDown();
            return null;
        };
        doAnswer(told).when(telling).waitingForAnotherLogin();
        return telling;
    }
}

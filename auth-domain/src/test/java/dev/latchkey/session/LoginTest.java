package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.testkit.RecordingPrompt.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private final World world = new World();
    private final LoginScript login = new LoginScript(world);
    private final AuthSession session = world.open();

    @Test
    void aLoginStoresTheSessionAndReportsItsLocation() {
        login.grants(1, "u-1", "alice");

        LoginResult result = session.login(login.prompt, LoginOptions.defaults());

        assertEquals(World.ID, result.id());
        assertEquals("memory:example/_default", result.location());
        assertEquals(result.session(), world.stored());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
        assertEquals(Optional.of("alice"), world.stored().username());
        assertEquals(Optional.of("u-1"), world.stored().subject());
        assertEquals(Optional.of(world.time.now()), world.stored().loggedInAt());
        assertFalse(result.adopted());
        assertEquals(Optional.empty(), result.movedAside());
        assertEquals(List.of(), result.missingScopes());
        assertEquals(List.of(Step.SHOWN, Step.WAITING, Step.APPROVED), login.prompt.steps());
        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN, Kind.LOGGED_IN), world.events.kinds());
        assertEquals(
                "memory:example/_default",
                world.events.events().get(2).detail().orElseThrow().value());
    }

    @Test
    void afterALoginTheTokenIsInMemory() {
        login.grants(1, "u-1", "alice");
        session.login(login.prompt, LoginOptions.defaults());
        world.memory.clearOperations();

        assertEquals(Secret.of("at-1"), session.accessToken());
        assertEquals(List.of(), world.memory.operations());
    }

    @Test
    void theSessionIsNotLockedWhileThePersonIsPrompted() {
        login.prompt.onWait(wait -> {
            assertTrue(world.lock.isHeld(LockId.login(World.ID)));
            assertFalse(world.lock.isHeld(LockId.session(World.ID)));
        });
        login.grants(1, "u-1", "alice");

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(List.of(LockId.login(World.ID), LockId.session(World.ID), LockId.session(World.ID)), world.locked);
        assertFalse(world.lock.isHeld(LockId.login(World.ID)));
        assertFalse(world.lock.isHeld(LockId.session(World.ID)));
    }

    @Test
    void aServerWithoutIdTokensIsEnough() {
        login.grants(1, null);

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
        assertEquals(Optional.empty(), world.stored().username());
    }

    @Test
    void whatIsUnusualAboutTheReplyIsReported() {
        login.code();
        world.http.reply(200, "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"expires_in\":3600}");

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN, Kind.WARNING, Kind.LOGGED_IN), world.events.kinds());
        assertEquals(
                "the token endpoint's reply has no token_type; assuming Bearer",
                world.events.events().get(2).detail().orElseThrow().value());
    }

    @Test
    void scopesThatWereNotGrantedAreReported() {
        login.grantsLess(1, null, ",\"scope\":\"offline_access\"");

        LoginResult result = session.login(login.prompt, LoginOptions.defaults());

        assertEquals(List.of("openid"), result.missingScopes());
        assertEquals(Optional.of(List.of("offline_access")), world.stored().grantedScopes());
        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN, Kind.WARNING, Kind.LOGGED_IN), world.events.kinds());
        assertEquals(
                "The server did not grant: openid",
                world.events.events().get(2).detail().orElseThrow().value());
    }

    @Test
    void anotherUserThanRequestedIsNotStoredAndTheTokensAreRevoked() {
        SessionId alices = new SessionId("example", "alice");
        login.grants(1, "u-2", "bob").revokes(2);
        AuthSession forAlice = AuthSession.open(World.PROVIDER, alices, world.adapters());

        WrongUserException wrong = assertThrows(
                WrongUserException.class,
                () -> forAlice.login(login.prompt, LoginOptions.defaults().with(LoginOptions.OtherPerson.REPLACE)));

        assertEquals(
                "You logged in as bob, not as alice. Nothing was stored. Log out in the browser, or ask for the right"
                        + " account.",
                wrong.getMessage());
        assertEquals(Optional.empty(), world.memory.document(alices));
        assertEquals(List.of("rt-1", "at-1"), world.revoked());
        assertEquals(List.of(Step.SHOWN, Step.WAITING, Step.APPROVED, Step.FAILED), login.prompt.steps());
        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN, Kind.LOGIN_FAILED), world.events.kinds());
    }

    @Test
    void theRequestedUserIsStoredUnderThatName() {
        SessionId alices = new SessionId("example", "alice");
        login.grants(1, "u-1", "alice");

        AuthSession.open(World.PROVIDER, alices, world.adapters()).login(login.prompt, LoginOptions.defaults());

        assertEquals(Secret.of("at-1"), world.stored(alices).accessToken());
    }

    @Test
    void anInvalidIdTokenStoresNothingAndTheTokensAreRevoked() {
        login.grants(1, IdTokens.issued(world, "https://evil.example", "client-1", "u-1"))
                .revokes(2);

        ServerRefusedException refused =
                assertThrows(ServerRefusedException.class, () -> session.login(login.prompt, LoginOptions.defaults()));

        assertEquals(
                "The ID token from auth.example is not valid: its iss is not the provider's issuer. Check the issuer, the"
                        + " client id and the clock of this machine.",
                refused.getMessage());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(List.of("rt-1", "at-1"), world.revoked());
    }

    @Test
    void tokensThatCannotBeStoredAreRevokedAndTheOldSessionStays() {
        world.store(7);
        login.grants(1, null).revokes(2);
        world.memory.failNextCommits(Integer.MAX_VALUE);

        StorageException failure =
                assertThrows(StorageException.class, () -> session.login(login.prompt, LoginOptions.defaults()));

        assertEquals(Reason.NOT_WRITABLE, failure.reason());
        assertEquals(List.of("rt-1", "at-1"), world.revoked());
        assertEquals(Optional.of(Secret.of("rt-7")), world.stored().refreshToken());
        assertFalse(world.memory.interrupted(World.ID).isPresent());
    }

    @Test
    void anInterruptEndsTheRetriesOfTheSave() {
        login.grants(1, null).revokes(2);
        world.memory.failNextCommits(Integer.MAX_VALUE);
        world.time.onPause(pause -> {
            if (world.time.pauses().size() == 2) { // The first one waits for the person.
                Thread.currentThread().interrupt();
            }
        });

        assertThrows(StorageException.class, () -> session.login(login.prompt, LoginOptions.defaults()));

        assertTrue(Thread.interrupted());
        assertEquals(2, world.time.pauses().size());
    }

    /** They may be stored. */
    @Test
    void ifTheStoreBreaksTheTokensAreNotRevoked() {
        login.grants(1, null);
        world.withMockStore().beforeCommit(() -> {
            throw new IllegalStateException("a fault in a store");
        });
        AuthSession broken = world.open();

        assertThrows(IllegalStateException.class, () -> broken.login(login.prompt, LoginOptions.defaults()));

        assertEquals(List.of(), world.revoked());
    }

    @Test
    void ifThePromptCannotShowTheApprovalTheLoginSucceeds() {
        login.grants(1, null);
        UserPrompt closed = mock(UserPrompt.class);
        doThrow(new IllegalStateException("the window is closed")).when(closed).approved();

        session.login(closed, LoginOptions.defaults());

        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aFailedSaveIsRetriedForASecond(int failures) {
        login.grants(1, null);
        world.memory.failNextCommits(failures);

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @Test
    void anUnwritableStoreFailsBeforeThePersonIsPrompted() {
        world.memory.failNextPrepares(1);

        assertThrows(StorageException.class, () -> session.login(login.prompt, LoginOptions.defaults()));

        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(Step.FAILED), login.prompt.steps());
    }

    @Test
    void aDenialChangesNothing() {
        world.store(7);
        String before = world.memory.document(World.ID).orElseThrow();
        login.code();
        world.error("access_denied");

        assertThrows(
                LoginDeniedException.class,
                () -> session.login(login.prompt, LoginOptions.defaults().with(LoginOptions.OtherPerson.REPLACE)));

        assertEquals(Optional.of(before), world.memory.document(World.ID));
        assertEquals(List.of(Step.SHOWN, Step.WAITING, Step.FAILED), login.prompt.steps());
        assertEquals(Secret.of("at-7"), session.accessToken());
        assertFalse(world.lock.isHeld(LockId.login(World.ID)));
    }

    @Test
    void withAnUnreachableServerNobodyIsPrompted() {
        world.outage();

        assertThrows(UnreachableException.class, () -> session.login(login.prompt, LoginOptions.defaults()));

        assertEquals(List.of(Step.FAILED), login.prompt.steps());
    }

    @Test
    void anInterruptDuringThePromptLeavesNothingBehind() {
        world.time.onPause(pause -> Thread.currentThread().interrupt());
        login.code();

        assertThrows(CancelledException.class, () -> session.login(login.prompt, LoginOptions.defaults()));

        assertTrue(Thread.interrupted());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertFalse(world.memory.interrupted(World.ID).isPresent());
        assertFalse(world.lock.isHeld(LockId.login(World.ID)));
    }
}

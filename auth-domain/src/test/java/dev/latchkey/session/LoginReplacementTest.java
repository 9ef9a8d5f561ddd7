package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.session.LoginOptions.OtherPerson;
import dev.latchkey.testkit.ScriptedTransport;
import dev.latchkey.token.StoredSession;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a login finds in its place. */
class LoginReplacementTest {
    private final World world = new World();
    private final LoginScript login = new LoginScript(world);
    private final AuthSession session = world.open();

    @Test
    void theSamePersonsSessionIsReplacedAndItsTokensRevoked() {
        storedFor("u-1", "alice", null);
        login.grants(1, "u-1", "alice").revokes(2);

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
        assertEquals(List.of("rt-7", "at-7"), world.revoked());
    }

    @Test
    void anotherPersonsSessionIsNotReplacedUnlessRequested() {
        storedFor("u-2", "bob", null);
        String before = world.memory.document(World.ID).orElseThrow();
        login.grants(1, "u-1", "alice").revokes(2);

        WrongUserException wrong =
                assertThrows(WrongUserException.class, () -> session.login(login.prompt, LoginOptions.defaults()));

        assertEquals(
                "The session at memory:example/_default belongs to bob, and you logged in as alice. Nothing was stored.",
                wrong.problem());
        assertEquals(Remedy.Action.REPLACE_SESSION, wrong.remedy().action());
        assertEquals(Optional.of(before), world.memory.document(World.ID));
        assertEquals(List.of("rt-1", "at-1"), world.revoked());
    }

    @Test
    void anotherPersonsSessionIsReplacedIfRequested() {
        storedFor("u-2", "bob", null);
        login.grants(1, "u-1", "alice").revokes(2);

        session.login(login.prompt, LoginOptions.defaults().with(LoginOptions.OtherPerson.REPLACE));

        assertEquals(Optional.of("alice"), world.stored().username());
        assertEquals(List.of("rt-7", "at-7"), world.revoked());
    }

    @Test
    void anotherPersonsTokensAreNotRevokedOnBehalfOfANamedAccount() {
        SessionId alices = new SessionId(World.ID.provider(), "alice");
        world.store(alices, world.session(7, Secret.of("rt-7"), IdTokens.of(world, "u-2", "bob", null)));
        login.grants(1, "u-1", "alice");

        AuthSession.open(World.PROVIDER, alices, world.adapters())
                .login(login.prompt, LoginOptions.defaults().with(LoginOptions.OtherPerson.REPLACE));

        assertEquals(Optional.of("alice"), world.stored(alices).username());
        assertEquals(List.of(), world.revoked());
    }

    @Test
    void thePersonIsTheSameEvenIfTheNameChanged() {
        storedFor("u-1", "alice", null);
        login.grants(1, "u-1", "alicia").revokes(2);

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(Optional.of("alicia"), world.stored().username());
    }

    @Test
    void tokensOfTheSameSessionAtTheServerAreNotRevoked() {
        storedFor("u-1", "alice", "s-1");
        login.grants(1, IdTokens.of(world, "u-1", "alice", "s-1"));

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(List.of(), world.revoked());
    }

    @Test
    void tokensOfAnotherSessionAtTheServerAreRevoked() {
        storedFor("u-1", "alice", "s-1");
        login.grants(1, IdTokens.of(world, "u-1", "alice", "s-2")).revokes(2);

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(List.of("rt-7", "at-7"), world.revoked());
    }

    @Test
    void aRefreshTokenThatTheServerReturnedAgainIsNotRevoked() {
        storedFor("u-1", "alice", null);
        login.grants(7, "u-1", "alice");

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(List.of(), world.revoked());
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportException.Kind.class,
            names = {"UNREACHABLE", "TIMED_OUT", "CANCELLED"})
    void aFailedRevocationDoesNotAffectTheNewSession(TransportException.Kind kind) {
        storedFor("u-1", "alice", null);
        login.grants(1, "u-1", "alice");
        world.http.fail(kind);

        LoginResult result = session.login(login.prompt, LoginOptions.defaults());

        assertEquals(result.session(), world.stored());
        assertEquals(List.of("rt-7"), world.revoked());
        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN, Kind.LOGGED_IN), world.events.kinds());
    }

    @Test
    void anInterruptedRevocationDoesNotHideTheReasonForIt() {
        storedFor("u-2", "bob", null);
        login.grants(1, "u-1", "alice");
        world.http.fail(TransportException.Kind.CANCELLED);

        assertThrows(WrongUserException.class, () -> session.login(login.prompt, LoginOptions.defaults()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"access_tok", "[]", "{\"access_token\":\"at-7\"}"})
    void aCorruptDocumentIsMovedAside(String torn) {
        world.memory.put(World.ID, torn);
        login.grants(1, "u-1", "alice");

        LoginResult result = session.login(login.prompt, LoginOptions.defaults());

        assertEquals(Optional.of("memory:example/_default.aside-1"), result.movedAside());
        assertEquals(List.of(torn), world.memory.setAsideDocuments());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
        assertEquals(List.of(), world.revoked());
    }

    @Test
    void ifThereIsNoSpaceForAnotherThanACorruptDocumentNobodyIsPrompted() {
        world.memory.put(World.ID, "{");
        world.memory.failNextPrepares(1);

        StorageException failed =
                assertThrows(StorageException.class, () -> session.login(login.prompt, LoginOptions.defaults()));

        assertEquals(Reason.NOT_WRITABLE, failed.reason());
        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void noSpaceIsReservedBesideAnUnreadableDocumentThatIsToBeMovedAside() {
        world.memory.failLoads(new StorageException(Reason.UNREADABLE, "memory", "not now", null));
        login.code();
        world.http.answer(call -> {
            assertFalse(world.memory.operations().toString().contains("prepare"));
            world.memory.loadAgain();
            return ScriptedTransport.jsonReply(200, World.tokensJson(1));
        });

        session.login(login.prompt, LoginOptions.defaults().with(OtherPerson.REPLACE));

        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @Test
    void aSessionOfAnotherEnvironmentIsMovedAsideAndNotRevoked() {
        String other =
                world.document(world.session(7, Secret.of("rt-7"))).replace("auth.example", "auth.staging.example");
        world.memory.put(World.ID, other);
        login.grants(1, "u-1", "alice");

        LoginResult result = session.login(login.prompt, LoginOptions.defaults());

        assertEquals(Optional.of("memory:example/_default.aside-1"), result.movedAside());
        assertEquals(List.of(other), world.memory.setAsideDocuments());
        assertEquals(List.of(), world.revoked());
    }

    @Test
    void aSessionForOtherScopesIsReplacedAndRevoked() {
        world.memory.put(
                World.ID,
                world.document(world.session(7, Secret.of("rt-7"))).replace("openid offline_access", "openid email"));
        login.grants(1, "u-1", "alice").revokes(2);

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(List.of("rt-7", "at-7"), world.revoked());
        assertEquals(World.PROVIDER.scopes(), world.stored().scopes());
    }

    @Test
    void aDocumentOfANewerVersionIsLeftAloneAndNobodyIsPrompted() {
        String newer = "{\"version\":2,\"sealed\":\"x\"}";
        world.memory.put(World.ID, newer);

        StorageException refused = assertThrows(
                StorageException.class,
                () -> session.login(login.prompt, LoginOptions.defaults().with(LoginOptions.OtherPerson.REPLACE)));

        assertEquals(Reason.NEWER_VERSION, refused.reason());
        assertEquals(Optional.of(newer), world.memory.document(World.ID));
        assertEquals(List.of(), world.http.calls());
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"UNREADABLE", "UNAVAILABLE", "LOCKED", "TIMED_OUT", "DENIED", "BUSY"})
    void aTemporarilyUnreadableDocumentIsKeptAndNobodyIsPrompted(Reason reason) {
        OtherPerson otherPerson = reason == Reason.UNREADABLE
                ? OtherPerson.KEEP
                : OtherPerson.REPLACE; // A person may request to have this one moved aside.
        world.memory.failLoads(new StorageException(reason, "memory", "not now", null));

        StorageException refused = assertThrows(
                StorageException.class,
                () -> session.login(login.prompt, LoginOptions.defaults().with(otherPerson)));

        assertEquals(reason, refused.reason());
        assertEquals(List.of(), world.http.calls());
    }

    private void storedFor(String subject, String username, @Nullable String sid) {
        StoredSession stored = world.session(7, Secret.of("rt-7"), IdTokens.of(world, subject, username, sid));
        world.store(World.ID, stored);
    }
}

package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.Revocation;
import dev.latchkey.port.SessionLock;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogoutTest {
    private final World world = new World();
    private final AuthSession session = world.open();

    @Test
    void theRefreshTokenIsRevokedFirstThenTheAccessTokenThenAllIsDeleted() {
        world.store(1);
        session.accessToken();
        world.http.reply(200, "").reply(200, "");

        LogoutResult result = session.logout(LogoutScope.SERVER_AND_LOCAL);

        assertEquals(new LogoutResult(true, Optional.of(Revocation.DONE)), result);
        assertEquals(List.of("rt-1", "at-1"), world.revoked());
        List<FormParameters> forms = world.http.forms();
        assertEquals(List.of("refresh_token"), forms.get(0).all("token_type_hint"));
        assertEquals(List.of("access_token"), forms.get(1).all("token_type_hint"));
        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(List.of(Kind.LOGGED_OUT), world.events.kinds());
        assertThrows(LoginRequiredException.class, session::accessToken);
    }

    @Test
    void everyReaderSeesItLoggedOutBeforeTheFirstTokenIsRevoked() {
        world.store(1);
        session.accessToken();
        AuthSession other = world.open();
        world.http
                .answer(call -> {
                    assertThrows(LoginRequiredException.class, other::accessToken);
                    return ScriptedTransport.jsonReply(200, "");
                })
                .reply(200, "");

        session.logout(LogoutScope.SERVER_AND_LOCAL);

        assertEquals(List.of("rt-1", "at-1"), world.revoked());
    }

    @Test
    void anInterruptedLogoutIsCompletedByTheNext() {
        world.store(1);
        world.memory.beginLogout(World.ID, InMemorySessionLock.held(World.ID));
        assertThrows(LoginRequiredException.class, session::accessToken);
        world.http.reply(200, "").reply(200, "");

        assertEquals(
                new LogoutResult(true, Optional.of(Revocation.DONE)), session.logout(LogoutScope.SERVER_AND_LOCAL));

        assertEquals(List.of("rt-1", "at-1"), world.revoked());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(Optional.empty(), world.memory.loadEnding(World.ID));
    }

    @Test
    void aLogoutThatIsInterruptedLeavesTheSessionLoggedOut() {
        world.store(1);
        world.http.answer(call -> {
            Thread.currentThread().interrupt();
            throw new TransportException(TransportException.Kind.CANCELLED, "interrupted", true, null);
        });

        assertThrows(CancelledException.class, () -> session.logout(LogoutScope.SERVER_AND_LOCAL));
        assertTrue(Thread.interrupted());

        assertThrows(LoginRequiredException.class, () -> world.open().accessToken());
        world.http.reply(200, "").reply(200, "");
        assertEquals(
                new LogoutResult(true, Optional.of(Revocation.DONE)),
                world.open().logout(LogoutScope.SERVER_AND_LOCAL));
    }

    @Test
    void aLoginIgnoresASessionThatIsBeingEnded() {
        world.store(1);
        world.memory.beginLogout(World.ID, InMemorySessionLock.held(World.ID));

        assertEquals(Optional.empty(), session.stored());
        assertEquals(Optional.empty(), session.peek());
    }

    @Test
    void ifItCannotBeMarkedTheDocumentIsDeletedBeforeItsTokensAreRevoked() {
        world.store(1);
        world.memory.failNextLogoutMarks(1);
        world.http
                .answer(call -> {
                    assertEquals(Optional.empty(), world.memory.document(World.ID));
                    return ScriptedTransport.jsonReply(200, "");
                })
                .reply(200, "");

        assertEquals(
                new LogoutResult(true, Optional.of(Revocation.DONE)), session.logout(LogoutScope.SERVER_AND_LOCAL));
    }

    @Test
    void withoutARefreshTokenTheAccessTokenIsRevoked() {
        world.store(World.ID, world.session(1, null));
        world.http.reply(200, "");

        assertEquals(
                Optional.of(Revocation.DONE),
                session.logout(LogoutScope.SERVER_AND_LOCAL).revocation());

        assertEquals(List.of("at-1"), world.revoked());
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportException.Kind.class,
            names = {"UNREACHABLE", "TIMED_OUT", "TLS"})
    void anUnreachableServerDoesNotKeepTheSessionHere(TransportException.Kind kind) {
        world.store(1);
        world.http.fail(kind);

        assertEquals(
                new LogoutResult(true, Optional.of(Revocation.UNREACHABLE)),
                session.logout(LogoutScope.SERVER_AND_LOCAL));

        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(List.of("rt-1"), world.revoked(), "the access token would fare no better");
    }

    @Test
    void aRefusingServerDoesNotKeepTheSessionHere() {
        world.store(1);
        world.error("unsupported_token_type").http.reply(200, "");

        assertEquals(
                new LogoutResult(true, Optional.of(Revocation.REFUSED)), session.logout(LogoutScope.SERVER_AND_LOCAL));

        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(List.of("rt-1", "at-1"), world.revoked(), "it may revoke the other kind");
    }

    @Test
    void anAlreadyInvalidTokenCountsAsRevoked() {
        world.store(1);
        world.error("invalid_grant").error("invalid_token");

        assertEquals(
                new LogoutResult(true, Optional.of(Revocation.DONE)), session.logout(LogoutScope.SERVER_AND_LOCAL));
    }

    @Test
    void aLocalLogoutDoesNotContactTheServer() {
        world.store(1);

        assertEquals(new LogoutResult(true, Optional.empty()), session.logout(LogoutScope.LOCAL_ONLY));

        assertEquals(List.of(), world.http.calls());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @Test
    void withoutASessionNothingHappens() {
        assertEquals(new LogoutResult(false, Optional.empty()), session.logout(LogoutScope.SERVER_AND_LOCAL));

        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(), world.events.events());
    }

    @Test
    void aCorruptDocumentIsDeleted() {
        world.memory.put(World.ID, "{\"access_tok");

        assertEquals(new LogoutResult(true, Optional.empty()), session.logout(LogoutScope.SERVER_AND_LOCAL));

        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(List.of(Kind.WARNING, Kind.LOGGED_OUT), world.events.kinds());
    }

    @Test
    void aDocumentWhoseKeyIsLostIsDeleted() {
        world.store(1);
        world.memory.failLoads(new StorageException(Reason.KEY_LOST, "memory", "the key is gone", null));

        assertEquals(new LogoutResult(true, Optional.empty()), session.logout(LogoutScope.SERVER_AND_LOCAL));

        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"UNREADABLE", "UNAVAILABLE", "LOCKED", "TIMED_OUT", "DENIED", "BUSY"})
    void aTemporarilyUnreadableDocumentIsDeletedWithoutTheServer(Reason reason) {
        for (LogoutScope scope : LogoutScope.values()) {
            world.events.clear();
            unreadableIsDeleted(reason, scope);
        }
    }

    private void unreadableIsDeleted(Reason reason, LogoutScope scope) {
        world.store(1);
        world.memory.failLoads(new StorageException(reason, "memory", "not now", null));

        assertEquals(new LogoutResult(true, Optional.empty()), session.logout(scope));

        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(List.of(Kind.WARNING, Kind.LOGGED_OUT), world.events.kinds());
        String warning = world.events.events().get(0).detail().orElseThrow().value();
        assertEquals(reason != Reason.UNREADABLE, warning.contains("Its key stays in the keyring"), warning);
        assertTrue(warning.endsWith("not now"), warning);
    }

    @Test
    void ifTheDocumentCannotBeReadTheTokensInUseAreRevoked() {
        world.store(1);
        session.accessToken();
        world.memory.failLoads(new StorageException(Reason.UNREADABLE, "memory", "not now", null));
        world.http.reply(200, "").reply(200, "");

        assertEquals(
                new LogoutResult(true, Optional.of(Revocation.DONE)), session.logout(LogoutScope.SERVER_AND_LOCAL));

        assertEquals(List.of("rt-1", "at-1"), world.revoked());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @Test
    void aDocumentOfANewerVersionIsKept() {
        world.memory.put(World.ID, "{\"version\":2}");

        assertThrows(StorageException.class, () -> session.logout(LogoutScope.SERVER_AND_LOCAL));
        assertThrows(StorageException.class, () -> session.logout(LogoutScope.LOCAL_ONLY));

        assertEquals(Optional.of("{\"version\":2}"), world.memory.document(World.ID));
    }

    @Test
    void aSessionForOtherScopesIsEndedToo() {
        world.memory.put(
                World.ID, world.document(world.session(1, Secret.of("rt-1"))).replace("offline_access", "email"));
        world.http.reply(200, "").reply(200, "");

        assertEquals(
                new LogoutResult(true, Optional.of(Revocation.DONE)), session.logout(LogoutScope.SERVER_AND_LOCAL));

        assertEquals(List.of("rt-1", "at-1"), world.revoked());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @ParameterizedTest
    @EnumSource
    void aSessionOfAnotherEnvironmentIsKeptAndItsTokensAreNotSent(LogoutScope scope) {
        world.memory.put(
                World.ID,
                world.document(world.session(1, Secret.of("rt-1"))).replace("auth.example", "auth.staging.example"));

        assertThrows(AuthEnvironmentException.class, () -> session.logout(scope));

        assertTrue(world.memory.document(World.ID).isPresent());
        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void anotherAccountsTokensAreNotRevokedOnBehalfOfThisOne() {
        String bobs = world.document(world.session(1, Secret.of("rt-1"))).replaceFirst("\\{", "{\"username\":\"bob\",");
        SessionId alice = new SessionId(World.ID.provider(), "alice");
        world.memory.put(alice, bobs);
        AuthSession asAlice = AuthSession.open(session.provider(), alice, world.adapters());

        WrongUserException wrong =
                assertThrows(WrongUserException.class, () -> asAlice.logout(LogoutScope.SERVER_AND_LOCAL));

        assertEquals(Remedy.Action.DELETE_LOCALLY, wrong.remedy().action());
        assertEquals(Optional.of(bobs), world.memory.document(alice));
        assertEquals(new LogoutResult(true, Optional.empty()), asAlice.logout(LogoutScope.LOCAL_ONLY));
        assertEquals(Optional.empty(), world.memory.document(alice));
        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void unsavedTokensAreRevokedInPlaceOfTheOldOnes() throws InterruptedException {
        world.store(1);
        world.time.advance(World.LIFE);
        world.tokens(2);
        world.memory.failNextCommits(Integer.MAX_VALUE);
        assertEquals(Secret.of("at-2"), session.accessToken());
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));
        world.http.reply(200, "").reply(200, "");

        session.logout(LogoutScope.SERVER_AND_LOCAL);

        assertEquals(List.of("rt-2", "at-2"), world.revoked());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @Test
    void tokensThatBecameUnsavedWhileTheLogoutWaitedAreRevokedToo() {
        world.store(1);
        world.time.advance(World.LIFE);
        world.memory.failNextCommits(Integer.MAX_VALUE);
        world.tokens(2).http.reply(200, "").reply(200, "");
        CompletableFuture<AuthSession> renewing = new CompletableFuture<>();
        AuthSession waiting = world.openLocking(plain -> (id, limit) -> {
            AuthSession known = renewing.getNow(null);
            if (known != null && !Thread.currentThread().getName().equals("latchkey-renewal")) {
                renewedAndGivenUp(known);
            }
            return plain.acquire(id, limit);
        });
        waiting.peek();
        renewing.complete(waiting);

        waiting.logout(LogoutScope.SERVER_AND_LOCAL);

        assertEquals(List.of("rt-2", "at-2"), world.revoked());
    }

    private static void renewedAndGivenUp(AuthSession session) {
        try {
            assertEquals(Secret.of("at-2"), session.accessToken());
            assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSessionLoggedOutWhileALoginEndedDoesNotReappearFromMemory() {
        LoginScript login = new LoginScript(world).grants(1, null);
        AtomicReference<AuthSession> endsIt = new AtomicReference<>();
        AuthSession racing = world.openLocking(plain -> (id, limit) -> {
            SessionLock.Hold hold = plain.acquire(id, limit);
            return new SessionLock.Hold() {
                @Override
                public LockId id() {
                    return id;
                }

                @Override
                public void check() {
                    hold.check();
                }

                @Override
                public void close() {
                    hold.close();
                    AuthSession ends = world.memory.document(World.ID).isPresent() ? endsIt.getAndSet(null) : null;
                    if (ends != null) {
                        assertEquals(new LogoutResult(true, Optional.empty()), ends.logout(LogoutScope.LOCAL_ONLY));
                    }
                }
            };
        });
        endsIt.set(racing);

        racing.login(login.prompt, LoginOptions.defaults());

        assertNull(endsIt.get(), "it was logged out");
        assertThrows(LoginRequiredException.class, racing::accessToken);
    }

    @Test
    void afterAFailedLogoutTheSessionIsReadAgain() {
        world.store(1);
        session.accessToken();
        world.memory.failLoads(new StorageException(Reason.NEWER_VERSION, "memory", "not ours", null));
        assertThrows(StorageException.class, () -> session.logout(LogoutScope.SERVER_AND_LOCAL));
        world.memory.loadAgain();
        world.store(2);

        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void aFailedLogoutKeepsUnsavedTokens() throws InterruptedException {
        world.store(1);
        world.time.advance(World.LIFE);
        world.tokens(2);
        world.memory.failNextCommits(Integer.MAX_VALUE);
        assertEquals(Secret.of("at-2"), session.accessToken());
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));
        world.memory.failLoads(new StorageException(Reason.NEWER_VERSION, "memory", "not ours", null));

        assertThrows(StorageException.class, () -> session.logout(LogoutScope.SERVER_AND_LOCAL));

        world.memory.loadAgain();
        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(List.of("rt-1"), world.refreshTokensSent());
    }

    @Test
    void theSessionIsLockedWhileItIsEnded() {
        world.store(1);
        world.http
                .answer(call -> {
                    assertTrue(world.lock.isHeld(LockId.session(World.ID)));
                    return ScriptedTransport.jsonReply(200, "");
                })
                .reply(200, "");

        session.logout(LogoutScope.SERVER_AND_LOCAL);

        assertFalse(world.lock.isHeld(LockId.session(World.ID)));
    }

    @Test
    void aLogoutDuringARenewalEndsItsResult() {
        Gate gate = new Gate();
        world.store(1);
        world.time.advance(World.LIFE);
        world.http
                .answer(gate.before(call -> ScriptedTransport.jsonReply(200, World.tokensJson(2))))
                .reply(200, "")
                .reply(200, "");
        Callers<Secret> caller = new Callers<>(1, session::accessToken);
        gate.awaitReached();

        Callers<LogoutResult> logout = new Callers<>(1, () -> session.logout(LogoutScope.SERVER_AND_LOCAL));
        gate.open();

        assertEquals(List.of(new LogoutResult(true, Optional.of(Revocation.DONE))), logout.results());
        assertEquals(List.of(Secret.of("at-2")), caller.results());
        assertEquals(List.of("rt-2", "at-2"), world.revoked());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertThrows(LoginRequiredException.class, session::accessToken, "and it does not come back from memory");
    }
}

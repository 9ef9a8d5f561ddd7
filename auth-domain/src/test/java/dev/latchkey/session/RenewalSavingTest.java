package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.testkit.ScriptedTransport;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenewalSavingTest {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final World world = new World();
    private final AuthSession session = world.open();

    @BeforeEach
    void theTokenExpires() {
        world.store(World.ID, world.session(1, Secret.of("rt-1"), IdTokens.of(world, "u-1", "alice", null)));
        session.accessToken();
        world.time.advance(World.LIFE);
        world.memory.clearOperations();
    }

    @Test
    void whatTheReplyLeavesOutStaysAsItWas() {
        StoredSession before = world.stored();
        world.http.reply(200, "{\"access_token\":\"at-2\",\"token_type\":\"bearer\",\"expires_in\":60}");

        assertEquals(Secret.of("at-2"), session.accessToken());

        StoredSession after = world.stored();
        assertEquals(before.refreshToken(), after.refreshToken());
        assertEquals(before.idToken(), after.idToken());
        assertEquals(before.scopes(), after.scopes());
        assertEquals(before.loggedInAtMillis(), after.loggedInAtMillis());
        assertEquals(world.time.epochMillis() + 60_000, after.expiresAtMillis());
    }

    @Test
    void whereNoAnswerCouldBeSavedNoneIsAskedFor() {
        world.memory.failNextPrepares(1);

        StorageException failure = assertThrows(StorageException.class, session::accessToken);

        assertEquals(Reason.NOT_WRITABLE, failure.reason());
        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(Kind.RENEWAL_FAILED), world.events.kinds());
    }

    @Test
    void whereNoAnswerCouldBeSavedATokenThatStillLastsIsUsed() {
        world.store(2);
        AuthSession command = world.open(RenewalStyle.WAIT);
        world.time.advance(World.LIFE.minusMinutes(5));
        world.memory.failNextPrepares(1);

        assertEquals(Secret.of("at-2"), command.accessToken());
        assertEquals(List.of(), world.http.calls());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSaveThatFailsIsTriedAgain(int failures) {
        world.tokens(2);
        world.memory.failNextCommits(failures);

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(Secret.of("rt-2"), world.stored().refreshToken());
        assertEquals(failures, world.time.pauses().size());
        assertEquals(BETWEEN_TRIES, world.time.pauses().get(0));
        assertEquals(List.of(Kind.RENEWED), world.events.kinds());
    }

    @Test
    void aSaveThatKeepsFailingLeavesTheTokensInMemoryAndIsTold() {
        unsaved();

        assertEquals(Secret.of("rt-1"), world.stored().refreshToken());
        assertEquals(List.of(BETWEEN_TRIES, BETWEEN_TRIES), world.time.pauses());
        SessionEvent told = world.events.events().get(0);
        assertEquals(Kind.NOT_SAVED, told.kind());
        assertEquals(
                "memory:example/_default could not be saved: no space left in this test. The new tokens are used from"
                        + " memory.",
                told.detail().value());
        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void theNextSaveReplacesExactlyWhatTheStoreStillHolds() {
        unsaved();
        world.time.advance(World.LIFE);
        world.tokens(3);

        assertEquals(Secret.of("at-3"), session.accessToken());

        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent(), "memory is ahead of the store");
        assertEquals(Secret.of("rt-3"), world.stored().refreshToken());
        assertEquals(List.of(Kind.NOT_SAVED, Kind.RENEWED), world.events.kinds());
    }

    @Test
    void savesMayFailTwiceInARow() {
        unsaved();
        world.time.advance(World.LIFE);
        world.tokens(3);
        world.memory.failNextCommits(3);
        assertEquals(Secret.of("at-3"), session.accessToken());
        world.time.advance(World.LIFE);
        world.tokens(4);

        assertEquals(Secret.of("at-4"), session.accessToken());

        assertEquals(List.of("rt-1", "rt-2", "rt-3"), world.refreshTokensSent());
        assertEquals(Secret.of("rt-4"), world.stored().refreshToken());
    }

    @Test
    void whatAnotherProcessSavedMeanwhileIsTakenOver() {
        unsaved();
        world.time.advance(World.LIFE);
        world.store(7);

        assertEquals(Secret.of("at-7"), session.accessToken());

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
        assertEquals(Secret.of("rt-7"), world.stored().refreshToken());
    }

    @Test
    void whatWasRemovedMeanwhileDoesNotComeBackFromMemory() {
        unsaved();
        world.time.advance(World.LIFE);
        world.memory.delete(World.ID);

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @Test
    void unsavedTokensThatAreRefusedClearWhatTheStoreStillHolds() {
        unsaved();
        world.time.advance(World.LIFE);
        world.error("invalid_grant");

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(Optional.empty(), Optional.ofNullable(world.stored().refreshToken()));
    }

    @Test
    void aLoginOfAnotherProgramDuringTheRefreshIsNotOverwritten() {
        world.http.answer(call -> {
            world.store(7);
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });

        assertEquals(Secret.of("at-7"), session.accessToken());
        assertEquals(Secret.of("rt-7"), world.stored().refreshToken());
    }

    @Test
    void aLogoutOfAnotherProgramDuringTheRefreshIsNotUndone() {
        world.http.answer(call -> {
            world.memory.delete(World.ID);
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });

        assertThrows(LoginRequiredException.class, session::accessToken);
        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    /** The old refresh token is used up by then: what cannot be compared is kept in memory, as what cannot be saved. */
    @Test
    void aStoreThatCannotBeReadAfterTheRefreshLosesNothing() {
        world.http.answer(call -> {
            world.memory.failLoads(new StorageException(Reason.UNREADABLE, "memory", "the disk is away", null));
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });

        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(List.of(Kind.NOT_SAVED), world.events.kinds());

        world.memory.loadAgain();
        world.time.advance(World.LIFE);
        world.tokens(3);
        assertEquals(Secret.of("at-3"), session.accessToken());
        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Secret.of("rt-3"), world.stored().refreshToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"another person", "another client", "another issuer", "no token at all"})
    void anIdTokenThatIsNotThatPersonsSavesNothing(String whose) {
        Secret idToken = switch (whose) {
            case "another person" -> IdTokens.of(world, "u-2", "alice", null);
            case "another client" -> IdTokens.issued(world, "https://auth.example", "client-2", "u-1");
            case "another issuer" -> IdTokens.issued(world, "https://evil.example", "client-1", "u-1");
            default -> Secret.of("no.token.");
        };
        world.http.reply(200, World.tokensJson(2).replace("}", ",\"id_token\":\"" + idToken.reveal() + "\"}"));
        String before = world.memory.document(World.ID).orElseThrow();

        ServerRefusedException refused = assertThrows(ServerRefusedException.class, session::accessToken);

        assertEquals("invalid_id_token", refused.errorCode());
        assertEquals(Optional.of(before), world.memory.document(World.ID));
        assertFalse(world.memory.interrupted(World.ID).isPresent());
        assertEquals(List.of(Kind.RENEWAL_FAILED), world.events.kinds());
    }

    @Test
    void anIdTokenOfTheSamePersonIsStored() {
        Secret idToken = IdTokens.of(world, "u-1", "alicia", "s-2");
        world.http.reply(200, World.tokensJson(2).replace("}", ",\"id_token\":\"" + idToken.reveal() + "\"}"));

        session.accessToken();

        assertEquals(idToken, world.stored().idToken());
        assertEquals(Optional.of("alicia"), world.stored().knownUsername());
    }

    @Test
    void whatWasOddIsTold() {
        world.http.reply(
                200,
                "{\"access_token\":\"at-2\",\"token_type\":\"bearer\",\"expires_in\":-1,\"refresh_token\":\"rt-2\"}");

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(Kind.WARNING, Kind.RENEWED), world.events.kinds());
    }

    private void unsaved() {
        world.tokens(2);
        world.memory.failNextCommits(3);
        assertEquals(Secret.of("at-2"), session.accessToken());
    }
}

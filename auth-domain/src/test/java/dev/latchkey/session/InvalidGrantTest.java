package dev.latchkey.session;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors that end a session, and that only the session with the stored refresh token is ended. */
class InvalidGrantTest {
    private final World world = new World();
    private final AuthSession session = world.open();

    @BeforeEach
    void theTokenExpires() {
        world.store(1);
        session.accessToken();
        world.time.advance(World.LIFE);
    }

    @Test
    void theStoreIsReadTwiceBeforeTheSessionEnds() {
        world.error("invalid_grant");

        LoginRequiredException ended = assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(
                "The server no longer accepts the session's refresh token: invalid_grant. Log in.", ended.getMessage());
        assertEquals(List.of(Duration.ofSeconds(1)), world.time.pauses());
        assertEquals(Optional.empty(), world.stored().refreshToken());
        assertEquals(Secret.of("at-1"), world.stored().accessToken());
        assertEquals(List.of(Kind.SESSION_ENDED), world.events.kinds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"login_required", "interaction_required", "consent_required"})
    void otherErrorsThatEndASessionCountLikeInvalidGrant(String code) {
        world.error(code);

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(List.of(Duration.ofSeconds(1)), world.time.pauses(), "the second look");
        assertEquals(Optional.empty(), world.stored().refreshToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad_refresh_token", "invalid_token", "expired_token", "Bad Request", "teapot"})
    void anUnknownRefusalKeepsTheSessionAndNamesBothRemedies(String code) {
        world.http.reply(400, "{\"error\":\"" + code + "\",\"message\":\"Invalid \\u001b[1m token\"}");

        ServerRefusedException refused = assertThrows(ServerRefusedException.class, session::accessToken);

        assertEquals(
                "The server refused to renew the session: " + code
                        + " (Invalid [1m token). The session is kept. If it has"
                        + " ended at the server, log in again; if not, check the client's settings there.",
                refused.getMessage());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @Test
    void theProvidersOwnErrorsEndTheSessionAfterTheSecondRead() {
        OAuthProvider provider = OAuthProvider.explicit(
                        World.PROVIDER.endpoints().orElseThrow(), "client-1")
                .name("example")
                .issuer("https://auth.example")
                .scopes(World.PROVIDER.scopes())
                .sessionEndingErrors(Set.of("bad_refresh_token"))
                .build();
        world.http.reply(200, "{\"error\":\"bad_refresh_token\"}");

        assertThrows(
                LoginRequiredException.class,
                () -> world.open(provider, RenewalStyle.IN_BACKGROUND).accessToken());

        assertEquals(List.of(Duration.ofSeconds(1)), world.time.pauses());
        assertEquals(Optional.empty(), world.stored().refreshToken());
    }

    @Test
    void aSessionThatEndedIsNotRenewedAgain() {
        world.error("invalid_grant");
        assertThrows(LoginRequiredException.class, session::accessToken);

        assertThrows(LoginRequiredException.class, session::accessToken);
        assertThrows(LoginRequiredException.class, () -> world.open().accessToken());

        assertEquals(1, world.http.calls().size());
    }

    @Test
    void aRenewalByAnotherProcessIsFoundAtTheFirstRead() {
        world.http.answer(call -> {
            world.store(2);
            return ScriptedTransport.jsonReply(400, "{\"error\":\"invalid_grant\"}");
        });

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(), world.time.pauses());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(List.of(Kind.RENEWAL_ADOPTED), world.events.kinds());
    }

    @Test
    void aSaveASecondLaterIsFoundAtTheSecondRead() {
        world.time.onPause(pause -> world.store(2));
        world.error("invalid_grant");

        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(List.of(Kind.RENEWAL_ADOPTED), world.events.kinds());

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void anExpiredSessionSavedInTheMeantimeIsRenewedWithItsOwnRefreshToken() {
        world.http.answer(call -> {
            world.store(2);
            world.time.advance(World.LIFE);
            return ScriptedTransport.jsonReply(400, "{\"error\":\"invalid_grant\"}");
        });
        world.tokens(3);

        assertEquals(Secret.of("at-3"), session.accessToken());

        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
    }

    @Test
    void aProgramThatSavesEndlesslyIsNotFollowedEndlessly() {
        int[] number = {1};
        world.http.otherwise(call -> {
            world.store(++number[0]);
            world.time.advance(World.LIFE);
            return ScriptedTransport.jsonReply(400, "{\"error\":\"invalid_grant\"}");
        });

        UnreachableException changing = assertThrows(UnreachableException.class, session::accessToken);

        assertEquals(
                "The session at memory:example/_default is being changed by another program. Try again.",
                changing.getMessage());
        assertEquals(4, world.http.calls().size());
    }

    @Test
    void aSessionThatWasRemovedInTheMeantimeIsNotSavedAgain() {
        world.http.answer(call -> {
            world.memory.delete(World.ID, held(World.ID));
            return ScriptedTransport.jsonReply(400, "{\"error\":\"invalid_grant\"}");
        });

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @Test
    void aSessionThatWasRemovedWithinTheSecondIsNotSavedAgain() {
        world.time.onPause(pause -> world.memory.delete(World.ID, held(World.ID)));
        world.error("invalid_grant");

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @Test
    void anUnsavedRenewalIsReportedWithoutClaimingThatAProcessDied() {
        world.memory.leaveInterrupted(
                World.ID,
                new UnfinishedSave("process 4711", Instant.parse("2026-03-01T11:59:00.5Z"), ProcessState.GONE));
        world.error("invalid_grant");

        LoginRequiredException ended = assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(
                "The server no longer accepts the session's refresh token: invalid_grant. A renewal that process 4711"
                        + " began at 2026-03-01T11:59:00Z has not stored its result, so the newest token was probably"
                        + " lost with it. Log in.",
                ended.getMessage());
    }

    @Test
    void aStoreThatCannotBeClearedDoesNotHideTheEnd() {
        world.memory.failNextCommits(3);
        world.error("invalid_grant");

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @Test
    void aTokenThatIsStillValidIsUsedUntilItExpires() {
        world.store(2);
        AuthSession command = world.open(RenewalStyle.WAIT);
        world.time.advance(World.LIFE.minusMinutes(5));
        world.error("invalid_grant");

        assertEquals(Secret.of("at-2"), command.accessToken());

        assertEquals(Optional.empty(), world.stored().refreshToken());
    }
}

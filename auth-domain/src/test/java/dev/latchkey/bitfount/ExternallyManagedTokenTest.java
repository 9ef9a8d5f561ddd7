package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.Credential;
import dev.latchkey.credential.ExternalToken;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code ExternallyManagedJWTHandler}. */
class ExternallyManagedTokenTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Fixture fixture = new Fixture();

    /** A session of alice whose first token and all supplied tokens have these lifetimes. */
    static BitfountSession session(Fixture fixture, Duration first, Duration next) {
        return fixture.builder()
                .username("alice")
                .externallyManagedToken(token(fixture, "jwt-1", first), () -> token(fixture, "jwt-2", next))
                .prompt(fixture.prompt)
                .build();
    }

    private static ExternalToken token(Fixture fixture, String token, Duration life) {
        return new ExternalToken(Secret.of(token), fixture.time.now().plus(life));
    }

    @Test
    void theTokenIsUsedUntilAMinuteBeforeItExpiresAndThenTheSupplierIsCalled() {
        BitfountSession session = session(fixture, HOUR, HOUR);

        assertEquals("jwt-1", session.accessToken().reveal());
        fixture.time.advance(HOUR.minusMinutes(1).minusMillis(1));
        assertEquals("jwt-1", session.accessToken().reveal());
        fixture.time.advance(Duration.ofMillis(1));
        assertEquals("jwt-2", session.accessToken().reveal());
    }

    @Test
    void itIsAuthenticatedUntilAMinuteBeforeTheTokenExpires() {
        BitfountSession session = session(fixture, HOUR, HOUR);

        assertTrue(session.authenticated());
        assertFalse(session.expired());
        fixture.time.advance(HOUR.minusMinutes(1));
        assertFalse(session.authenticated());
        assertTrue(session.expired());
    }

    @Test
    void theFirstTokenMayBeMissing() {
        BitfountSession session = fixture.builder()
                .username("alice")
                .externallyManagedToken(() -> token(fixture, "jwt-1", HOUR))
                .build();

        assertFalse(session.authenticated());
        assertFalse(session.expired());
        assertEquals(Optional.empty(), session.accessTokenExpiresAt());
        session.authenticate();
        assertTrue(session.authenticated());
        assertEquals("jwt-1", session.accessToken().reveal());
    }

    @Test
    void theSupplierIsCalledThreeTimesOneAndTwoSecondsApart() {
        BitfountSession session = session(fixture, Duration.ZERO, Duration.ZERO);

        assertThrows(LoginRequiredException.class, session::authenticate);

        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), fixture.time.pauses());
    }

    @Test
    void requestsCarryItAsABearerToken() {
        fixture.resource(200);

        session(fixture, HOUR, HOUR).get(URI.create("https://hub.bitfount.com/api"));

        assertEquals("Bearer jwt-1", Fixture.header(fixture.http.calls().get(0), "Authorization"));
    }

    @Test
    void aRefusedTokenIsReplacedAndTheRequestRepeatedOnce() {
        fixture.resource(401).resource(401);

        assertEquals(
                401,
                session(fixture, HOUR, HOUR)
                        .request("POST", URI.create("https://am.hub.bitfount.com/api"))
                        .send()
                        .status());

        assertEquals(2, fixture.http.calls().size());
        assertEquals("Bearer jwt-2", Fixture.header(fixture.http.calls().get(1), "Authorization"));
    }

    @Test
    void theUsernameIsTheOneGivenAndNothingIsStored() {
        BitfountSession session = session(fixture, HOUR, HOUR);

        assertEquals("alice", session.username());
        assertEquals(Optional.of(fixture.time.now().plus(HOUR)), session.accessTokenExpiresAt());
        assertEquals(Optional.empty(), session.refreshToken());
        assertEquals(Optional.empty(), session.idToken());
        assertEquals(Optional.empty(), session.apiKeys());
        assertEquals(List.of(), fixture.store.operations());
        assertEquals(Credential.Kind.EXTERNALLY_MANAGED_TOKEN, ((Credential) session.authorizer()).kind());
    }

    @Test
    void ifTheSupplierHasNoValidTokenNobodyIsPrompted() {
        BitfountSession session = session(fixture, Duration.ZERO, Duration.ZERO);

        assertThrows(LoginRequiredException.class, session::accessToken);
        assertThrows(LoginRequiredException.class, session::authenticate);
        assertEquals(List.of(), fixture.prompt.steps());
        assertEquals(List.of(), fixture.http.calls());
    }
}

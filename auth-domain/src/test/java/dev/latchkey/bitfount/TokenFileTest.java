package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that both clients read and write, so that a login with one is a login with both. */
class TokenFileTest {
    private static final List<String> KEYS = List.of(
            "access_token",
            "refresh_token",
            "id_token",
            "access_token_expires_at",
            "auth_domain",
            "client_id",
            "scopes",
            "audience");

    private final Fixture fixture = new Fixture();

    @BeforeEach
    void logIn() {
        fixture.code().tokens("alice", 1);
        fixture.sessionWithPrompt().authenticate();
    }

    private String file() {
        return fixture.store.document(Fixture.DEFAULT).orElseThrow();
    }

    private Map<String, Object> object() throws Exception {
        return new MoshiJson().read(Secret.of(file()));
    }

    @Test
    void theEightKeysComeFirstWithTheRightTypes() throws Exception {
        Map<String, Object> object = object();

        assertEquals(KEYS, new ArrayList<>(object.keySet()).subList(0, 8));
        for (String key : KEYS) {
            Class<?> type = key.equals("access_token_expires_at") ? Number.class : String.class;
            assertTrue(type.isInstance(object.get(key)), key);
        }
        assertTrue(file().matches(".*\"access_token_expires_at\":\\d+\\.\\d+[,}].*"), "a number with a fraction");
    }

    @Test
    void thePythonClientReadsIt() {
        PythonClient.Loaded loaded = PythonClient.read(file());

        assertEquals("at-1", loaded.accessToken());
        assertEquals("rt-1", loaded.refreshToken());
        assertEquals(Tokens.id("alice", fixture.time.now()), loaded.idToken());
        assertEquals(
                fixture.time.epochMillis() / 1000.0 + Tokens.LIFE.toSeconds(), loaded.accessTokenExpiresAt(), 1e-6);
        assertTrue(loaded.fits(BitfountEnvironment.PRODUCTION));
        assertFalse(loaded.fits(BitfountEnvironment.STAGING));
        assertFalse(loaded.isExpired(fixture.time.now()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token",
                "refresh_token",
                "id_token",
                "access_token_expires_at",
                "auth_domain",
                "client_id",
                "scopes",
                "audience"
            })
    void withoutAnyOneOfTheEightKeysThePythonClientWouldFail(String key) {
        String without = file().replace("\"" + key + "\":", "\"x_" + key + "\":");

        assertThrows(NoSuchElementException.class, () -> PythonClient.read(without));
    }

    /** If a server issues no refresh or ID token, or no expiry, the keys still exist, and the expiry is a number. */
    @Test
    void whatTheServerDidNotIssueIsNullAndNotMissing() throws Exception {
        fixture.http.reply(200, "").reply(200, "");
        fixture.session().session().logout(LogoutScope.SERVER_AND_LOCAL);
        fixture.code()
                .http
                .reply(200, "{\"access_token\":\"at-9\",\"token_type\":\"Bearer\"}")
                .reply(404, "");

        fixture.sessionWithPrompt().authenticate();

        Map<String, Object> object = object();
        assertTrue(object.keySet().containsAll(KEYS));
        assertNull(object.get("refresh_token"));
        assertNull(object.get("id_token"));
        double anHourOn = fixture.time.epochMillis() / 1000.0 + 3600;
        Number expiresAt = assertInstanceOf(Number.class, object.get("access_token_expires_at"));
        assertEquals(anHourOn, expiresAt.doubleValue(), 1e-6);
        assertEquals(true, object.get("expiry_guessed"));
        fixture.time.advance(Duration.ofHours(2));
        BitfountSession session = fixture.session();
        assertEquals("at-9", session.accessToken().reveal());
        assertEquals(Optional.empty(), session.accessTokenExpiresAt());
    }

    @Test
    void aFileOfThePythonClientIsUsed() {
        fixture.pythonFile(Fixture.DEFAULT, "bob", Duration.ofHours(5));
        BitfountSession session = fixture.session();

        assertEquals(Tokens.access(1), session.accessToken());
        assertEquals("bob", session.username());
        assertEquals(
                Math.round(fixture.stored(Fixture.DEFAULT).accessTokenExpiresAt() * 1000),
                session.accessTokenExpiresAt().orElseThrow().toEpochMilli());
        assertTrue(session.authenticated());
    }

    @Test
    void thePythonClientReadsARenewedFileAgain() {
        fixture.pythonFile(Fixture.DEFAULT, "bob", Duration.ofMinutes(5));
        fixture.tokens("bob", 2);

        fixture.session().authenticate();

        PythonClient.Loaded loaded = fixture.stored(Fixture.DEFAULT);
        assertEquals("at-2", loaded.accessToken());
        assertEquals("rt-2", loaded.refreshToken());
        assertTrue(loaded.fits(BitfountEnvironment.PRODUCTION));
        assertFalse(loaded.isExpired(fixture.time.now()));
    }

    /** A refresh response without an ID token and a refresh token keeps the old ones (RFC 6749 §6), which the file must contain. */
    @Test
    void whatARefreshOmitsStaysInTheFile() {
        fixture.pythonFile(Fixture.DEFAULT, "bob", Duration.ZERO);
        fixture.http.answer(call -> ScriptedTransport.jsonReply(
                200, "{\"access_token\":\"at-2\",\"token_type\":\"Bearer\",\"expires_in\":86400}"));

        fixture.session().authenticate();

        PythonClient.Loaded loaded = fixture.stored(Fixture.DEFAULT);
        assertEquals("at-2", loaded.accessToken());
        assertEquals("rt-1", loaded.refreshToken());
        assertEquals(Tokens.id("bob", fixture.time.now()), loaded.idToken());
    }

    /** The Python client writes only its eight keys. Latchkey's own are lost, which does no harm. */
    @Test
    void anOpenSessionAdoptsARewriteByThePythonClient() {
        BitfountSession session = fixture.session();
        assertEquals(Tokens.access(1), session.accessToken());
        fixture.time.advance(Tokens.LIFE);
        fixture.store.put(
                Fixture.DEFAULT,
                PythonClient.write("alice", 2, fixture.time.now().plus(Duration.ofHours(24)), fixture.time.now()));

        assertEquals(Tokens.access(2), session.accessToken());
        assertEquals(0, fixture.http.remaining());
    }
}

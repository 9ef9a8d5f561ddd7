package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code authenticated} and {@code expired}, which are opposites only if there is a token. */
class AuthenticatedAndExpiredTest {
    private final Fixture fixture = new Fixture();

    private void loggedIn(Duration life) {
        fixture.code()
                .http
                .answer(call -> ScriptedTransport.jsonReply(
                        200,
                        Tokens.reply("alice", 1, fixture.time.now())
                                .replace("\"expires_in\":86400", "\"expires_in\":" + life.toSeconds())));
        fixture.sessionWithPrompt().session().login(fixture.prompt, LoginOptions.defaults());
    }

    @Test
    void withApiKeysItIsAuthenticatedAndNeverExpired() {
        BitfountSession session =
                fixture.builder().apiKeys(Fixture.API_KEYS).username("alice").build();

        assertTrue(session.authenticated());
        assertFalse(session.expired());
        assertEquals(List.of(), fixture.store.operations());
    }

    @Test
    void withoutATokenItIsNeither() {
        BitfountSession session = fixture.session();

        assertFalse(session.authenticated());
        assertFalse(session.expired());
    }

    /** A file of the Python client does not contain the lifetime: ten minutes, as there. */
    @ParameterizedTest
    @CsvSource({"600001, false", "600000, true", "0, true", "-1, true"})
    void thePythonClientsTokenIsExpiredInItsLastTenMinutes(long millisLeft, boolean expired) {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofHours(1));
        fixture.time.advance(Duration.ofHours(1).plusMillis(123 - millisLeft));
        BitfountSession session = fixture.session();

        assertEquals(expired, session.expired());
        assertEquals(!expired, session.authenticated());
        assertEquals(List.of(), fixture.http.calls(), "asking renews nothing");
    }

    @ParameterizedTest(name = "a life of {0} s, {1} s left")
    @CsvSource({
        "86400, 601, false",
        "86400, 600, true",
        "300, 300, false",
        "300, 61, false",
        "300, 60, true",
        "60, 13, false",
        "60, 12, true"
    })
    void aShortLivedTokenIsExpiredOnlyInItsLastFifth(long life, long left, boolean expired) {
        loggedIn(Duration.ofSeconds(life));
        fixture.time.advance(Duration.ofSeconds(life - left));
        BitfountSession session = fixture.session();

        assertEquals(expired, session.expired());
        assertEquals(!expired, session.authenticated());
    }

    /** Jitter spreads renewals of a fleet; this answer is exact. */
    @Test
    void theMarginIgnoresJitter() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofMinutes(10));
        BitfountSession jittered = BitfountSession.builder(
                        Adapters.of(fixture.http, new MoshiJson(), fixture.store, fixture.lock, fixture.time)
                                .withRandom(() -> -1L)
                                .withListener(fixture.events))
                .build();

        assertFalse(jittered.expired());
    }

    @Test
    void aFileOfAnotherEnvironmentIsNotThisSessionsToken() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofHours(1));
        BitfountSession staging =
                fixture.builder().environment(BitfountEnvironment.STAGING).build();

        assertFalse(staging.authenticated());
        assertFalse(staging.expired());
    }

    @Test
    void anUnreadableFileIsReported() {
        fixture.store.put(Fixture.DEFAULT, "torn");

        assertThrows(StorageException.class, fixture.session()::authenticated);
    }
}

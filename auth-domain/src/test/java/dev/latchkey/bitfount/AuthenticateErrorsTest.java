package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.AuthException.Kind;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.DeviceCodeExpiredException;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.testkit.RecordingPrompt.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors of {@code authenticate()}: each has its own type, and none leaves anything behind. */
class AuthenticateErrorsTest {
    private final Fixture fixture = new Fixture();

    private AuthException failure() {
        AuthException failure = assertThrows(AuthException.class, fixture.sessionWithPrompt()::authenticate);
        assertTrue(fixture.store.list().isEmpty());
        assertFalse(fixture.store.interrupted(Fixture.DEFAULT).isPresent());
        String message = String.valueOf(failure.getMessage());
        assertFalse(message.contains("dc-1") || message.contains("at-1") || message.contains("rt-1"), message);
        return failure;
    }

    private void assertFailedVisibly() {
        List<Step> steps = fixture.prompt.steps();
        assertEquals(Step.FAILED, steps.get(steps.size() - 1));
    }

    @Test
    void theWrongUser() {
        fixture.code().tokens("bob", 1).resource(200).resource(200);

        AuthException failure = assertThrows(
                AuthException.class,
                fixture.builder().username("alice").prompt(fixture.prompt).build()::authenticate);

        assertInstanceOf(WrongUserException.class, failure);
        assertEquals(Kind.WRONG_USER, failure.kind());
        assertFailedVisibly();
    }

    @Test
    void aPersonWhoDenies() {
        fixture.code().error("access_denied");

        assertInstanceOf(LoginDeniedException.class, failure());
        assertFailedVisibly();
    }

    @Test
    void aCodeThatExpired() {
        fixture.code().error("expired_token");

        assertInstanceOf(DeviceCodeExpiredException.class, failure());
        assertFailedVisibly();
    }

    @Test
    void aServerThatRefusesTheClient() {
        fixture.error("unauthorized_client");

        ServerRefusedException refused = assertInstanceOf(ServerRefusedException.class, failure());
        assertEquals("unauthorized_client", refused.errorCode());
        assertTrue(String.valueOf(refused.getMessage()).contains("in words"));
    }

    @Test
    void aServerThatRefusesThePoll() {
        fixture.code().error("invalid_client");

        assertEquals(
                "invalid_client",
                assertInstanceOf(ServerRefusedException.class, failure()).errorCode());
        assertFailedVisibly();
    }

    @Test
    void aServerThatCannotBeReached() {
        fixture.http.fail(TransportException.Kind.UNREACHABLE);

        assertInstanceOf(UnreachableException.class, failure());
    }

    @Test
    void anUnwritableStoreIsDetectedBeforeAnyoneIsPrompted() {
        fixture.store.failNextPrepares(1);

        assertInstanceOf(StorageException.class, failure());
        assertEquals(List.of(), fixture.http.calls());
        assertEquals(List.of(Step.FAILED), fixture.prompt.steps());
    }

    @Test
    void anInterrupt() {
        fixture.code();
        fixture.time.onPause(pause -> Thread.currentThread().interrupt());

        assertInstanceOf(CancelledException.class, failure());
        assertTrue(Thread.interrupted(), "the flag is kept");
    }

    @Test
    void anExpiredSessionThatCannotBeRenewedNow() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ZERO).http.reply(503, "");

        assertThrows(UnreachableException.class, fixture.sessionWithPrompt()::authenticate);

        assertEquals(List.of(), fixture.prompt.steps());
        assertEquals("rt-1", fixture.stored(Fixture.DEFAULT).refreshToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "unauthorized_client", "invalid_scope", "access_denied"})
    void aRefusalThatDoesNotEndTheSessionStartsNoLogin(String error) {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ZERO).error(error);

        ServerRefusedException refused =
                assertThrows(ServerRefusedException.class, fixture.sessionWithPrompt()::authenticate);

        assertEquals(error, refused.errorCode());
        assertEquals(List.of(), fixture.prompt.steps());
        assertEquals("rt-1", fixture.stored(Fixture.DEFAULT).refreshToken());
    }

    @Test
    void anUnreadableFileIsReportedAndLeftAlone() {
        fixture.store.put(Fixture.DEFAULT, "{\"access_token\": \"a");

        StorageException unreadable = assertThrows(StorageException.class, fixture.sessionWithPrompt()::authenticate);

        assertEquals(StorageException.Reason.CORRUPT, unreadable.reason());
        assertEquals(
                "{\"access_token\": \"a",
                fixture.store.document(Fixture.DEFAULT).orElseThrow());
        assertEquals(List.of(), fixture.prompt.steps());
    }
}

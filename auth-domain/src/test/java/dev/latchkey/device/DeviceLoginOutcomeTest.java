package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.DeviceCodeExpiredException;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.testkit.RecordingPrompt.Step;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceLoginOutcomeTest {
    private final LoginFixture login = new LoginFixture();

    @ParameterizedTest
    @CsvSource({
        "access_denied, DENIED",
        "expired_token, CODE_EXPIRED",
        "invalid_grant, REFUSED",
        "invalid_client, REFUSED",
        "unsupported_grant_type, REFUSED",
        "teapot, REFUSED"
    })
    void eachFinalErrorHasItsOwnException(String error, AuthException.Kind kind) {
        login.code(5, 900).pending(1).error(error);

        AuthException failure = assertThrows(AuthException.class, login::run);

        assertEquals(kind, failure.kind());
        assertFalse(login.prompt.steps().contains(Step.APPROVED));
        assertEquals(0, login.http.remaining());
    }

    @Test
    void aDenialQuotesTheServer() {
        login.code(5, 900).error("access_denied");

        LoginDeniedException denied = assertThrows(LoginDeniedException.class, login::run);

        assertEquals(
                "The login was denied in the browser: access_denied (in words). Start again if that was a mistake.",
                denied.getMessage());
    }

    @Test
    void aRefusalContainsTheCodeAndTheStatus() {
        login.code(5, 900).http.reply(401, "{\"error\":\"invalid_client\"}");

        ServerRefusedException refused = assertThrows(ServerRefusedException.class, login::run);

        assertEquals("invalid_client", refused.errorCode());
        assertEquals(OptionalInt.of(401), refused.status());
        assertEquals("The server refused the login: invalid_client.", refused.getMessage());
    }

    @Test
    void theServersTextIsCleanedBeforeItIsShown() {
        login.code(5, 900)
                .http
                .reply(
                        400,
                        "{\"error\":\"access_denied\",\"error_description\":\"no\\u001b[31m\\u202e\\nway\\u0007\"}");

        LoginDeniedException denied = assertThrows(LoginDeniedException.class, login::run);

        assertEquals(
                "The login was denied in the browser: access_denied (no[31m way). Start again if that was a mistake.",
                denied.getMessage());
    }

    @Test
    void anExpiredCodeSaysHowToContinue() {
        login.code(5, 5).pending(1);

        DeviceCodeExpiredException expired = assertThrows(DeviceCodeExpiredException.class, login::run);

        assertEquals(
                "The code expired before the login was approved. Start again to get a new code.", expired.getMessage());
    }

    @Test
    void aCodeThatExpiredDuringAnOutageSaysSo() {
        login.code(5, 5).http.fail(TransportException.Kind.TIMED_OUT);

        DeviceCodeExpiredException expired = assertThrows(DeviceCodeExpiredException.class, login::run);

        assertEquals(
                "The code expired before the login was approved; the last answer was trouble: scripted: TIMED_OUT."
                        + " Start again to get a new code.",
                expired.getMessage());
    }

    @Test
    void withoutACodeNothingIsShownOrPolled() {
        login.http.fail(TransportException.Kind.UNREACHABLE);

        UnreachableException unreachable = assertThrows(UnreachableException.class, login::run);

        assertEquals("scripted: UNREACHABLE", unreachable.getMessage());
        assertTrue(login.prompt.steps().isEmpty());
        assertTrue(login.pauses().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "unauthorized_client", "invalid_scope"})
    void aServerThatIssuesNoCodeRefuses(String error) {
        login.error(error);

        ServerRefusedException refused = assertThrows(ServerRefusedException.class, login::run);

        assertEquals(error, refused.errorCode());
        assertTrue(login.prompt.steps().isEmpty());
    }

    @Test
    void noExceptionContainsTheDeviceCode() {
        login.code(5, 900).http.reply(400, "{\"error\":\"invalid_grant\"}");

        ServerRefusedException refused = assertThrows(ServerRefusedException.class, login::run);

        assertFalse(refused.toString().contains("dc-1"));
    }
}

package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.Dialect;
import dev.latchkey.oauth.OAuthProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses of real servers that an earlier version refused or misread, tested from login to renewal. */
class MisreadAnswersTest {
    private final World world = new World();
    private final LoginScript login = new LoginScript(world);

    @Test
    void aCodeOfUnknownLifetimeIsPolledForAQuarterOfAnHour() {
        world.http
                .reply(
                        200,
                        "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_url\":\"https://auth.example/d\"}")
                .reply(200, World.tokensJson(1));

        logIn();

        assertEquals(Duration.ofMinutes(15), login.prompt.lastShown().expiresIn());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"status\":400,\"message\":\"authorization_pending\"}",
                "403 | {\"message\":\"Forbidden\"}",
                "403 | {\"error\":\"authorization_pending\",\"error_description\":\"Precondition required\"}",
                "428 | {\"error\":\"authorization_pending\"}",
                "429 | {\"error\":\"slow_down\"}",
                "200 | {\"error\":\"slow_down\",\"interval\":10}"
            })
    void aPendingResponseEndsNoLogin(int status, String body) {
        login.code();
        world.http.reply(status, body).reply(200, World.tokensJson(1));

        assertEquals(Optional.of(Secret.of("rt-1")), logIn().session().refreshToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_denied", "authorization_declined"})
    void aDenialIsRecognizedByAnyCode(String code) {
        login.code();
        world.error(code);

        assertThrows(LoginDeniedException.class, this::logIn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openid repo offline_access | \"openid,repo\" | openid repo offline_access",
                "openid repo offline_access | \"\" | offline_access",
                "openid repo | [\"openid\",\"repo\"] | openid repo",
                "openid email offline_access | \"https://www.googleapis.com/auth/userinfo.email openid\""
                        + " | email openid offline_access"
            })
    void scopesAreReadInAnyFormat(String asked, String scope, String granted) {
        login.grantsLess(1, null, ",\"scope\":" + scope);

        LoginResult result =
                logIn(World.PROVIDER.toBuilder().scopes(List.of(asked)).build());

        assertEquals(Set.of(granted.split(" ")), Set.copyOf(result.session().scopes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\"}",
                "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"token_type\":\"bearer\",\"error\":\"\"}"
            })
    void tokensAreFoundInAnyFormat(String body) {
        login.code();
        world.http.reply(200, body);

        assertEquals(Optional.of(Secret.of("rt-1")), logIn().session().refreshToken());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"interaction_required\"}",
                "400 | {\"error\":\"login_required\"}",
                "400 | {\"error\":\"consent_required\"}",
                "200 | {\"error\":\"bad_refresh_token\"}",
                "401 | {\"error\":\"invalid_token\"}",
                "400 | {\"error\":\"Bad Request\",\"message\":\"Invalid refresh token\"}"
            })
    void theEndOfASessionIsRecognized(int status, String body) {
        world.store(1);
        world.time.advance(World.LIFE);
        world.http.reply(status, body);
        OAuthProvider provider = World.PROVIDER.toBuilder()
                .sessionEndingErrors(Set.of("bad_refresh_token", "invalid_token", "Invalid refresh token"))
                .build();
        AuthSession session = world.open(provider, RenewalStyle.WAIT);

        assertThrows(LoginRequiredException.class, session::accessToken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"error\":\"bad_refresh_token\"}",
                "401 | {\"error\":\"invalid_token\"}",
                "400 | {\"error\":\"Bad Request\",\"message\":\"Invalid refresh token\"}"
            })
    void anUnknownRefusalNamesBothRemediesAndKeepsTheSession(int status, String body) {
        world.store(1);
        world.time.advance(World.LIFE);
        world.http.reply(status, body);
        AuthSession session = world.open(RenewalStyle.WAIT);

        ServerRefusedException refused = assertThrows(ServerRefusedException.class, session::accessToken);

        assertTrue(String.valueOf(refused.getMessage()).contains("log in again"), refused::getMessage);
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"no such app\",\"code\":101}}",
                "{\"error\":\"invalid_client\",\"error_description\":\"no such app\",\"error_code\":101}"
            })
    void anErrorsMessageIsShownWhereverItIs(String body) {
        world.http.reply(400, body);

        String message = Objects.requireNonNull(
                assertThrows(ServerRefusedException.class, this::logIn).getMessage());

        assertTrue(message.contains("no such app"), message);
        assertTrue(message.contains("101"), message);
    }

    @Test
    void theTokenLifetimeCanBeGivenForAServerThatDoesNotSayIt() {
        login.code();
        world.http.reply(200, "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"token_type\":\"Bearer\"}");
        OAuthProvider provider = World.PROVIDER.toBuilder()
                .dialect(Dialect.builder().tokenLife(Duration.ofHours(2)).build())
                .build();

        LoginResult result = logIn(provider);

        assertEquals(
                Optional.of(world.time.now().plus(Duration.ofHours(2))),
                result.session().expiresAt());
    }

    private LoginResult logIn() {
        return logIn(World.PROVIDER);
    }

    private LoginResult logIn(OAuthProvider provider) {
        return AuthSession.open(provider, World.ID, world.adapters())
                .login(login.prompt, LoginOptions.defaults().with(LoginOptions.Account.ACTUAL));
    }
}

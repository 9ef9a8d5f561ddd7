package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.Revocation;
import dev.latchkey.testkit.RecordingPrompt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server with another protocol than OAuth, from login to logout. Only {@link CamelCaseServer} knows the protocol. */
class OtherDialectTest {
    private static final SessionId ALICE = new SessionId("example", "alice");

    private final World world = new World();
    private final LoginServer server = new CamelCaseServer(World.PROVIDER, world.http, world.time);
    private final RecordingPrompt prompt = new RecordingPrompt();

    @Test
    void aLoginWaitsAndIsStored() {
        registered();
        world.http
                .reply(400, "{\"error\":\"authorization_pending\",\"error_description\":null}")
                .reply(400, "{\"error\":\"slow_down\"}")
                .reply(200, tokens(1))
                .reply(200, "{\"userName\":\"alice\"}");

        LoginResult result = logIn();

        assertEquals(ALICE, result.id());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored(ALICE).refreshToken());
        assertEquals(List.of("openid", "offline_access"), world.stored(ALICE).scopes());
        assertEquals(
                List.of(5L, 5L, 10L),
                world.time.pauses().stream()
                        .map(pause -> pause.toSeconds() / 5 * 5)
                        .toList(),
                "polled as any other server");
    }

    @Test
    void aDenialIsRecognized() {
        registered();
        world.http.reply(400, "{\"error\":\"access_denied\"}");

        assertThrows(LoginDeniedException.class, this::logIn);
    }

    @Test
    void theSessionIsRenewedUnderItsLockAndRotates() {
        loggedIn();
        world.time.advance(World.LIFE);
        world.http.reply(200, tokens(2));

        assertEquals(Secret.of("at-2"), open().accessToken());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored(ALICE).refreshToken());
        assertEquals(Optional.of("alice"), world.stored(ALICE).username());
    }

    @Test
    void theSessionEndsLikeAnyOther() {
        loggedIn();
        world.time.advance(World.LIFE);
        world.http.reply(400, "{\"error\":\"invalid_grant\"}");
        AuthSession session = open();

        assertThrows(LoginRequiredException.class, session::accessToken);
        assertEquals(Optional.empty(), world.stored(ALICE).refreshToken());
    }

    @Test
    void aLogoutRevokesWithTheServersProtocol() {
        loggedIn();
        world.http.reply(200, "").reply(200, "");

        LogoutResult result = open().logout(LogoutScope.SERVER_AND_LOCAL);

        assertEquals(Optional.of(Revocation.DONE), result.revocation());
        assertEquals(Optional.empty(), world.memory.document(ALICE));
        assertEquals(
                "/logout",
                world.http.calls().get(world.http.calls().size() - 1).uri().getPath());
    }

    private void loggedIn() {
        registered();
        world.http.reply(200, tokens(1)).reply(200, "{\"userName\":\"alice\"}");
        logIn();
    }

    private void registered() {
        world.http
                .reply(200, "{\"clientId\":\"made-1\",\"clientSecret\":\"s-1\",\"clientSecretExpiresAt\":1800000000}")
                .reply(
                        200,
                        "{\"deviceCode\":\"dc-1\",\"userCode\":\"ABCD\",\"verificationUri\":\"https://auth.example/d\","
                                + "\"verificationUriComplete\":\"https://auth.example/d?c=ABCD\","
                                + "\"expiresIn\":600,\"interval\":5}");
    }

    private static String tokens(int number) {
        return "{\"accessToken\":\"at-" + number + "\",\"refreshToken\":\"rt-" + number
                + "\",\"tokenType\":\"Bearer\",\"expiresIn\":"
                + Duration.ofHours(1).toSeconds() + "}";
    }

    private LoginResult logIn() {
        return AuthSession.open(World.PROVIDER, World.ID, world.adapters(), RenewalStyle.WAIT, server)
                .login(prompt, LoginOptions.defaults().with(LoginOptions.Account.ACTUAL));
    }

    private AuthSession open() {
        return AuthSession.open(World.PROVIDER, ALICE, world.adapters(), RenewalStyle.WAIT, server);
    }
}

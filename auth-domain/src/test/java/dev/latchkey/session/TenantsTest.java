package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.OAuthProvider;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A multi-tenant server whose metadata names a template instead of an issuer, like Entra. */
class TenantsTest {
    private static final OAuthProvider PROVIDER = OAuthProvider.discovered(
                    "https://auth.example/common/v2.0", "client-1")
            .name("example")
            .build();
    private static final SessionId ALICE = new SessionId("example", "alice");

    private final World world = new World();
    private final LoginScript login = new LoginScript(world);

    @Test
    void aUserOfAnyTenantIsIdentifiedAndStored() {
        metadata();
        login.grants(1, idToken("https://auth.example/t-1/v2.0", "t-1"));

        LoginResult result = logIn();

        assertEquals(ALICE, result.id());
        assertEquals(
                Optional.of("https://auth.example/common/v2.0"),
                result.session().binding().issuer());
    }

    @ParameterizedTest
    @CsvSource({
        "https://auth.example/t-1/v2.0, t-2",
        "https://evil.example/t-1/v2.0, t-1",
        "https://auth.example/common/v2.0, t-1",
        "https://auth.example/{tenantid}/v2.0, t-1"
    })
    void anIdTokenOfAnotherTenantThanItsTidIsRefused(String iss, String tid) {
        metadata();
        login.grants(1, idToken(iss, tid)).revokes(2);

        assertThrows(ServerRefusedException.class, this::logIn);
    }

    @Test
    void aRenewalForAnotherTenantIsRefused() {
        metadata();
        login.grants(1, idToken("https://auth.example/t-1/v2.0", "t-1"));
        logIn();
        world.time.advance(World.LIFE);
        metadata();
        world.http.reply(
                200,
                World.tokensJson(2)
                        .replace(
                                "}",
                                ",\"id_token\":\""
                                        + idToken("https://auth.example/t-2/v2.0", "t-2")
                                                .reveal() + "\"}"));
        login.revokes(2);
        AuthSession session = AuthSession.open(PROVIDER, ALICE, world.adapters());

        assertThrows(WrongUserException.class, session::accessToken);
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored(ALICE).refreshToken());
    }

    @Test
    void scopesThatTheServerLacksAreNeitherRequestedNorStoredNorMissed() {
        world.http.reply(
                200, metadataJson().replace("revoke\"}", "revoke\",\"scopes_supported\":[\"openid\",\"profile\"]}"));
        login.grants(1, idToken("https://auth.example/t-1/v2.0", "t-1"));

        LoginResult result = logIn();

        assertEquals(List.of("openid profile"), world.http.forms().get(1).all("scope"));
        assertEquals(List.of("openid", "profile"), result.session().scopes());
        assertEquals(
                List.of(),
                world.events.events().stream()
                        .filter(event -> event.kind() == Kind.WARNING)
                        .toList());
    }

    private LoginResult logIn() {
        return AuthSession.open(PROVIDER, World.ID, world.adapters())
                .login(login.prompt, LoginOptions.defaults().with(LoginOptions.Account.ACTUAL));
    }

    private void metadata() {
        world.http.reply(200, metadataJson());
    }

    private static String metadataJson() {
        return "{\"issuer\":\"https://auth.example/{tenantid}/v2.0\","
                + "\"token_endpoint\":\"https://auth.example/token\","
                + "\"device_authorization_endpoint\":\"https://auth.example/device\","
                + "\"revocation_endpoint\":\"https://auth.example/revoke\"}";
    }

    private Secret idToken(String iss, String tid) {
        long now = world.time.epochMillis() / 1000;
        String claims = "{\"iss\":\"" + iss + "\",\"tid\":\"" + tid + "\",\"aud\":\"client-1\",\"sub\":\"u-1\","
                + "\"preferred_username\":\"alice\",\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}";
        return Secret.of(encode("{\"alg\":\"RS256\"}") + "." + encode(claims) + "." + encode("signature"));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

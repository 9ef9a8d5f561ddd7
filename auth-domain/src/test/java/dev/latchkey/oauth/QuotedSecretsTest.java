package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose errors quote the request. */
class QuotedSecretsTest {
    private static final Endpoints ENDPOINTS =
            Endpoints.of(URI.create("https://as.example/device"), URI.create("https://as.example/token"));

    private final ScriptedTransport http = new ScriptedTransport();

    @Test
    void aQuotedRefreshTokenIsNotShown() {
        http.reply(400, "{\"error\":\"invalid_grant\",\"error_description\":\"token rt-secret is over; rt-secret!\"}");

        TokenResponse answer = server(ClientAuthentication.none()).refresh(Secret.of("rt-secret"));

        OAuthError error = assertInstanceOf(TokenResponse.Refused.class, answer).error();
        assertEquals("invalid_grant (token [redacted] is over; [redacted]!)", error.shown());
    }

    @Test
    void aQuotedDeviceCodeIsNotShownEvenAsTheErrorCode() {
        http.reply(400, "{\"error\":\"dc-secret\",\"error_description\":\"dc-secret\"}");

        TokenResponse answer = server(ClientAuthentication.none()).redeem(Replies.code("dc-secret"));

        assertEquals(
                "[redacted] ([redacted])",
                assertInstanceOf(TokenResponse.Refused.class, answer).error().shown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "e", "pending", "authorization_pending", "_", "slow"})
    void anErrorCodeThatContainsASecretIsKept(String deviceCode) {
        http.reply(400, "{\"error\":\"authorization_pending\",\"error_description\":\"do poll again\"}");
        http.reply(400, "{\"error\":\"slow_down\"}");
        AuthorizationServer server = server(ClientAuthentication.none());

        TokenResponse first = server.redeem(Replies.code(deviceCode));
        TokenResponse second = server.redeem(Replies.code(deviceCode));

        assertTrue(assertInstanceOf(TokenResponse.Refused.class, first).error().is("authorization_pending"));
        assertTrue(assertInstanceOf(TokenResponse.Refused.class, second).error().is("slow_down"));
    }

    @Test
    void aShortSecretIsNotShownAsASeparateWord() {
        http.reply(400, "{\"error\":\"invalid_grant\",\"error_description\":\"dc1 and dc12, code=dc1\"}");

        TokenResponse answer = server(ClientAuthentication.none()).redeem(Replies.code("dc1"));

        assertEquals(
                "invalid_grant ([redacted] and dc12, code=[redacted])",
                assertInstanceOf(TokenResponse.Refused.class, answer).error().shown());
    }

    @Test
    void theBeginningOfALongSecretIsNotShown() {
        String token = "t".repeat(400) + "u".repeat(400);
        http.reply(400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + "x ".repeat(230) + token + "\"}");

        TokenResponse answer = server(ClientAuthentication.none()).refresh(Secret.of(token));

        assertFalse(assertInstanceOf(TokenResponse.Refused.class, answer)
                .error()
                .shown()
                .contains("tttt"));
    }

    @Test
    void aQuotedClientSecretIsNotShownInAnyForm() {
        http.reply(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"got Basic Y2xpZW50OnMlMkZlY3JldA== s/ecret\"}");

        ServerRefusedException refused = assertThrows(
                ServerRefusedException.class,
                () -> server(ClientAuthentication.secretBasic(Secret.of("s/ecret")))
                        .authorize());

        assertEquals(
                "The server at https://as.example/device refused to start a login: invalid_client (got Basic [redacted]"
                        + " [redacted]). Check the client id, the scopes and the audience.",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rt-\\u0000secret", "r\\u200bt-secret", "rt-sec\\u001b\\u0007ret", "\\u202ert-secret"})
    void aQuotationWithInvisibleCharactersIsNotShown(String quoted) {
        http.reply(400, "{\"error\":\"" + quoted + "\",\"error_description\":\"" + quoted + "\"}");

        TokenResponse answer = server(ClientAuthentication.none()).refresh(Secret.of("rt-secret"));

        String shown =
                assertInstanceOf(TokenResponse.Refused.class, answer).error().shown();
        assertFalse(shown.contains("rt-secret"), shown);
    }

    @Test
    void aQuotationInPlaceOfATokenTypeIsNotShown() {
        http.reply(200, "{\"access_token\":\"at-2\",\"token_type\":\"is rt-secret\"}");

        TokenResponse answer = server(ClientAuthentication.none()).refresh(Secret.of("rt-secret"));

        assertTrue(assertInstanceOf(TokenResponse.Refused.class, answer)
                .error()
                .shown()
                .contains("the token_type is [redacted]"));
    }

    @Test
    void aTokenThatIsGrantedAgainIsNotAQuotation() {
        http.reply(
                200,
                "{\"access_token\":\"at-2\",\"token_type\":\"Bearer\",\"refresh_token\":\"rt-secret\",\"expires_in\":60}");

        TokenResponse answer = server(ClientAuthentication.none()).refresh(Secret.of("rt-secret"));

        assertEquals(
                Optional.of(Secret.of("rt-secret")),
                assertInstanceOf(GrantedTokens.class, answer).refreshToken());
    }

    private AuthorizationServer server(ClientAuthentication authentication) {
        OAuthProvider provider = OAuthProvider.explicit(ENDPOINTS, "client")
                .clientAuthentication(authentication)
                .build();
        return new AuthorizationServer(provider, http, new MoshiJson(), new FakeTimeSource());
    }
}

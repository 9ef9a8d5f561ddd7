package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PKCE in the device flow (RFC 7636). */
class PkceTest {
    private static final String CODE =
            "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://a.example\",\"expires_in\":9}";
    private static final String PENDING = "{\"error\":\"authorization_pending\"}";

    private final ScriptedTransport http = new ScriptedTransport();

    @Test
    void theChallengeMatchesTheRfcsExample() {
        // RFC 7636, Appendix B.
        assertEquals(
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                CodeVerifier.challenge(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));
    }

    @Test
    void everyPollProvesThatItComesFromTheRequestingClient() {
        http.reply(200, CODE).reply(400, PENDING).reply(400, PENDING);
        AuthorizationServer server = server(Dialect.Pkce.AUTO);

        DeviceAuthorization authorization = server.authorize();
        server.redeem(authorization);
        server.redeem(authorization);

        FormParameters asked = http.forms().get(0);
        assertEquals(List.of("S256"), asked.all("code_challenge_method"));
        String verifier = http.forms().get(1).all("code_verifier").get(0);
        assertEquals(List.of(verifier), http.forms().get(2).all("code_verifier"));
        assertEquals(List.of(CodeVerifier.challenge(Secret.of(verifier))), asked.all("code_challenge"));
        assertTrue(verifier.matches("[A-Za-z0-9_-]{43,128}"), verifier);
        assertFalse(authorization.toString().contains(verifier), "it is a secret");
    }

    @Test
    void eachLoginHasItsOwnVerifier() {
        http.reply(200, CODE).reply(200, CODE);
        AuthorizationServer server = server(Dialect.Pkce.AUTO);

        assertFalse(server.authorize().codeVerifier().equals(server.authorize().codeVerifier()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown parameter code_challenge", "PKCE is not allowed here", "Code_Challenge_Method?"})
    void ifTheServerRefusesItTheLoginContinuesWithoutItAndSaysSo(String why) {
        http.reply(400, "{\"error\":\"invalid_request\",\"error_description\":\"" + why + "\"}")
                .reply(200, CODE)
                .reply(400, PENDING);
        AuthorizationServer server = server(Dialect.Pkce.AUTO);

        DeviceAuthorization authorization = server.authorize();
        server.redeem(authorization);

        assertEquals(List.of(), http.forms().get(1).all("code_challenge"));
        assertEquals(List.of(), http.forms().get(1).all("code_challenge_method"));
        assertEquals(List.of(), http.forms().get(2).all("code_verifier"));
        assertTrue(
                authorization.warnings().stream().map(DisplayText::value).anyMatch(text -> text.contains("PKCE")),
                authorization.warnings()::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"invalid_request\",\"error_description\":\"no scope\"}",
                "{\"error\":\"invalid_client\",\"error_description\":\"code_challenge\"}",
                "{\"error\":\"invalid_request\"}"
            })
    void anotherRefusalIsNotRetried(String refusal) {
        http.reply(400, refusal);

        assertThrows(
                ServerRefusedException.class, () -> server(Dialect.Pkce.AUTO).authorize());

        assertEquals(1, http.calls().size());
    }

    @Test
    void ifItIsRequiredALoginNeverContinuesWithoutIt() {
        http.reply(400, "{\"error\":\"invalid_request\",\"error_description\":\"code_challenge\"}");

        assertThrows(
                ServerRefusedException.class, () -> server(Dialect.Pkce.S256).authorize());

        assertEquals(1, http.calls().size());
    }

    @Test
    void ifItIsOffNothingIsSent() {
        http.reply(200, CODE).reply(400, PENDING);
        AuthorizationServer server = server(Dialect.Pkce.OFF);

        server.redeem(server.authorize());

        assertEquals(List.of(), http.forms().get(0).all("code_challenge"));
        assertEquals(List.of(), http.forms().get(1).all("code_verifier"));
    }

    private AuthorizationServer server(Dialect.Pkce pkce) {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(
                                URI.create("https://auth.example/device"), URI.create("https://auth.example/token")),
                        "client-1")
                .dialect(Dialect.builder().pkce(pkce).build())
                .build();
        Random random = new Random(1);
        return new AuthorizationServer(provider, http, new MoshiJson(), new FakeTimeSource(), random);
    }
}

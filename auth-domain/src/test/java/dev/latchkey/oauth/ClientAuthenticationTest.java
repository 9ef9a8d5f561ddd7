package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAuthenticationTest {
    private static final Secret REFRESH_TOKEN = Secret.of("rt-1");

    private final ScriptedTransport http = new ScriptedTransport();

    @Test
    void aPublicClientSendsOnlyItsId() {
        FormParameters form = refresh("client-1", ClientAuthentication.none());

        assertEquals(List.of("client-1"), form.all("client_id"));
        assertEquals(Optional.empty(), form.first("client_secret"));
        assertEquals(Optional.empty(), authorization());
    }

    @Test
    void aSecretMayBeInTheForm() {
        FormParameters form = refresh("client-1", ClientAuthentication.secretPost(Secret.of("s3cr&t=")));

        assertEquals(List.of("client-1"), form.all("client_id"));
        assertEquals(List.of("s3cr&t="), form.all("client_secret"));
        assertEquals(Optional.empty(), authorization());
    }

    @Test
    void aSecretInAHeaderIsNotInTheForm() {
        FormParameters form = refresh("client-1", ClientAuthentication.secretBasic(Secret.of("secret-1")));

        assertEquals(Optional.empty(), form.first("client_id"));
        assertEquals(Optional.empty(), form.first("client_secret"));
        assertEquals(Optional.of("client-1:secret-1"), authorization());
    }

    /** RFC 6749 §2.3.1 and Appendix B: its own example, and values that clients without form encoding get wrong. */
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "' %&+£€', x, '+%25%26%2B%C2%A3%E2%82%AC:x'",
        "a:b, c:d, 'a%3Ab:c%3Ad'",
        "client one, p@ss/w0rd=, 'client+one:p%40ss%2Fw0rd%3D'",
        "a-b_c.d, '*~', 'a-b_c.d:*%7E'",
        "😀, ä, '%F0%9F%98%80:%C3%A4'"
    })
    void bothPartsAreFormEncodedBeforeTheyAreJoined(String clientId, String secret, String joined) {
        refresh(clientId, ClientAuthentication.secretBasic(Secret.of(secret)));

        assertEquals(Optional.of(joined), authorization());
    }

    @Test
    void theDeviceEndpointGetsTheClientIdEvenIfTheClientUsesAHeader() {
        http.reply(
                200,
                "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://a.example\",\"expires_in\":9}");

        server("client-1", ClientAuthentication.secretBasic(Secret.of("secret-1")))
                .authorize();

        assertEquals(List.of("client-1"), http.forms().get(0).all("client_id"));
        assertEquals(Optional.of("client-1:secret-1"), authorization());
    }

    @Test
    void noSecretIsPrinted() {
        ClientAuthentication basic = ClientAuthentication.secretBasic(Secret.of("secret-1"));
        ClientAuthentication post = ClientAuthentication.secretPost(Secret.of("secret-1"));

        refresh("client-1", basic);

        assertFalse((basic + "" + post + http.calls()).contains("secret-1"));
    }

    @Test
    void everyMethodWithASecretNamesItForRedaction() {
        Secret secret = Secret.of("secret-1");

        assertEquals(Optional.of(secret), ClientAuthentication.secret(secret).secret());
        assertEquals(
                Optional.of(secret), ClientAuthentication.secretBasic(secret).secret());
        assertEquals(
                Optional.of(secret), ClientAuthentication.secretPost(secret).secret());
        assertEquals(Optional.empty(), ClientAuthentication.none().secret());
    }

    private FormParameters refresh(String clientId, ClientAuthentication authentication) {
        http.reply(400, "{\"error\":\"invalid_grant\"}");
        server(clientId, authentication).refresh(REFRESH_TOKEN);
        assertEquals(List.of("rt-1"), http.forms().get(0).all("refresh_token"));
        return http.forms().get(0);
    }

    private Optional<String> authorization() {
        HttpCall call = http.calls().get(0);
        return call.headers().stream()
                .filter(header -> header.isNamed("Authorization"))
                .map(HttpHeader::value)
                .map(value -> value.reveal().replaceFirst("^Basic ", ""))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .findFirst();
    }

    private AuthorizationServer server(String clientId, ClientAuthentication authentication) {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(
                                URI.create("https://auth.example/device"), URI.create("https://auth.example/token")),
                        clientId)
                .clientAuthentication(authentication)
                .build();
        return new AuthorizationServer(provider, http, new MoshiJson(), new FakeTimeSource());
    }
}

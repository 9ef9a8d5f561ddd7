package dev.latchkey.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientAuthenticationMethodTest {
    private static final String ID = "client:with colon";
    private static final String SECRET = "p%ss:wörd+";

    private final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new TinyJson())
            .clientId(ID)
            .clientSecret(Secret.of(SECRET))
            .start();
    private final TestClient client = new TestClient(server);
    private final URI uri = server.uri(Endpoint.DEVICE_AUTHORIZATION);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void basicIsFormDecodedPartByPart() throws Exception {
        TestClient.Reply reply =
                client.send(TestClient.formRequest(uri, "scope", "openid").header("Authorization", basic(ID, SECRET)));

        assertEquals(200, reply.status());
    }

    @Test
    void postTakesNameAndSecretFromTheForm() throws Exception {
        TestClient.Reply reply = client.send(TestClient.formRequest(uri, "client_id", ID, "client_secret", SECRET));

        assertEquals(200, reply.status());
    }

    @Test
    void aWrongSecretNoSecretAndAnotherClientAreRefused() throws Exception {
        TestClient.Reply wrong = client.send(TestClient.formRequest(uri, "client_id", ID, "client_secret", "x"));
        assertEquals(401, wrong.status());
        assertEquals("invalid_client", wrong.error());
        assertTrue(wrong.header("WWW-Authenticate").startsWith("Basic"));

        assertEquals(
                401, client.send(TestClient.formRequest(uri, "client_id", ID)).status());
        assertEquals(
                401,
                client.send(TestClient.formRequest(uri).header("Authorization", basic("other", SECRET)))
                        .status());
        assertEquals(
                401,
                client.send(TestClient.formRequest(uri).header("Authorization", "Basic ?"))
                        .status());
    }

    @Test
    void twoWaysAtOnceAreRefused() throws Exception {
        TestClient.Reply reply = client.send(TestClient.formRequest(uri, "client_id", ID, "client_secret", SECRET)
                .header("Authorization", basic(ID, SECRET)));

        assertEquals("invalid_request", reply.error());
    }

    @Test
    void aWayThatIsNotAllowedIsRefused() throws Exception {
        try (LoopbackAuthorizationServer basicOnly = LoopbackAuthorizationServer.builder(new TinyJson())
                .clientId(ID)
                .clientSecret(Secret.of(SECRET), ClientAuthenticationMethod.SECRET_BASIC)
                .start()) {
            TestClient.Reply reply = client.send(TestClient.formRequest(
                    basicOnly.uri(Endpoint.DEVICE_AUTHORIZATION), "client_id", ID, "client_secret", SECRET));

            assertEquals("invalid_client", reply.error());
        }
    }

    @Test
    void aSecretCannotBeCombinedWithAPublicClient() {
        LoopbackAuthorizationServerBuilder builder = LoopbackAuthorizationServer.builder(new TinyJson());

        assertThrows(
                IllegalArgumentException.class,
                () -> builder.clientSecret(Secret.of("s"), ClientAuthenticationMethod.NONE));
    }

    @Test
    void aRepeatedParameterAndABodyThatIsNoFormAreRefused() throws Exception {
        assertEquals(
                "invalid_request",
                client.send(TestClient.formRequest(uri, "client_id", ID, "client_id", ID))
                        .error());
        assertEquals(
                "invalid_request",
                client.send(TestClient.formRequest(uri).setHeader("Content-Type", "application/json"))
                        .error());
        assertEquals(405, client.get(uri).status());
    }

    private static String basic(String id, String secret) {
        String joined =
                URLEncoder.encode(id, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.latchkey.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProtectedApiTest {
    private final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new TinyJson())
            .apiKey("key-id", Secret.of("key:secret"), "robot")
            .start();
    private final TestClient client = new TestClient(server);
    private final String bearer =
            "Bearer " + server.logIn("alice", "openid").accessToken().reveal();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aValidTokenIsGreetedInAnyCaseOfItsScheme() throws Exception {
        TestClient.Reply reply = client.get(server.uri("/api/hello"), "Authorization", bearer);

        assertEquals("Hello, alice!", reply.text("message"));
        assertEquals(
                200,
                client.get(server.uri("/api/hello"), "authorization", bearer.replace("Bearer", "bEARER"))
                        .status());
    }

    @Test
    void withoutATokenTheChallengeNamesNoError() throws Exception {
        TestClient.Reply reply = client.get(server.uri("/api/hello"));

        assertEquals(401, reply.status());
        assertEquals("Bearer realm=\"latchkey\"", reply.header("WWW-Authenticate"));
    }

    @Test
    void aTokenThatIsNotValidIsNamedAsTheError() throws Exception {
        TestClient.Reply reply = client.get(server.uri("/api/hello"), "Authorization", "Bearer made-up");

        assertEquals(401, reply.status());
        assertTrue(reply.header("WWW-Authenticate").contains("error=\"invalid_token\""));
    }

    @Test
    void aTokenWithoutTheScopeIsNotEnough() throws Exception {
        TestClient.Reply reply = client.get(server.uri("/api/admin"), "Authorization", bearer);
        assertEquals(403, reply.status());
        assertTrue(reply.header("WWW-Authenticate").contains("error=\"insufficient_scope\""));

        String admin = "Bearer " + server.logIn("root", "admin").accessToken().reveal();
        assertEquals(
                200,
                client.get(server.uri("/api/admin"), "Authorization", admin).status());
    }

    @Test
    void theEchoShowsTheRequestButNoHeadersValue() throws Exception {
        TestClient.Reply reply = client.send(HttpRequest.newBuilder(server.uri("/api/echo?a=1"))
                .header("Authorization", bearer)
                .POST(HttpRequest.BodyPublishers.ofString("some body")));

        assertEquals("POST", reply.text("method"));
        assertEquals("some body", reply.text("body"));
        assertEquals(Map.of("a", List.of("1")), reply.json().get("query"));
        assertFalse(reply.response().body().contains(bearer.substring("Bearer ".length())));
    }

    @Test
    void anApiKeyOpensTheApiOnlyWhole() throws Exception {
        assertEquals(
                "robot",
                client.get(server.uri("/api/hello"), "x-api-key-id", "key-id", "x-api-key", "key:secret")
                        .text("username"));
        assertEquals(
                401,
                client.get(server.uri("/api/hello"), "x-api-key-id", "key-id", "x-api-key", "key")
                        .status());
        assertEquals(
                401,
                client.get(server.uri("/api/hello"), "x-api-key", "key:secret").status());
    }

    @Test
    void anUnknownPathIsNotFound() throws Exception {
        assertEquals(
                404,
                client.get(server.uri("/api/nothing"), "Authorization", bearer).status());
        assertEquals(404, client.get(server.uri("/nothing")).status());
    }
}

package com.example.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.Latchkey;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.junit.LoopbackServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LoopbackServer(json = MoshiJson.class, autoApprove = "alice")
class AuthorizedHttpClientTest {
    private AuthorizedHttpClient client;

    @BeforeEach
    void logIn(LoopbackAuthorizationServer server) {
        OAuthProvider provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .allowOrigin(server.issuer())
                .build();
        AuthSession session = Latchkey.open(provider);
        session.ensureLoggedIn(new RecordingPrompt());
        client = new AuthorizedHttpClient(new DeviceCodeCredential(session));
    }

    @Test
    void aRefusedTokenIsRenewedAndTheRequestRepeated(LoopbackAuthorizationServer server) throws Exception {
        HttpRequest hello = HttpRequest.newBuilder(server.uri("/api/hello")).build();
        server.revokeAccessTokens();

        HttpResponse<String> response = client.send(hello, BodyHandlers.ofString());

        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("Hello, alice!"), response::body);
    }

    @Test
    void theTokenIsSentOnlyToAllowedOrigins(LoopbackAuthorizationServer server) throws Exception {
        URI otherName = URI.create(server.uri("/api/hello").toString().replace("127.0.0.1", "localhost"));

        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(otherName).build(), BodyHandlers.ofString());

        assertEquals(401, response.statusCode());
    }
}

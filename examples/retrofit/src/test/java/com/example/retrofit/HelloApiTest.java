package com.example.retrofit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.Latchkey;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.junit.LoopbackServer;
import org.junit.jupiter.api.Test;

@LoopbackServer(json = MoshiJson.class, autoApprove = "alice")
class HelloApiTest {
    @Test
    void callsCarryTheTokenEvenAfterARefusal(LoopbackAuthorizationServer server) throws Exception {
        OAuthProvider provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .allowOrigin(server.issuer())
                .build();
        AuthSession session = Latchkey.open(provider);
        session.ensureLoggedIn(new RecordingPrompt());
        HelloApi api = HelloApi.at(server.uri("/"), session);

        assertEquals("Hello, alice!", api.hello().execute().body().message());
        server.revokeAccessTokens();
        assertEquals("alice", api.hello().execute().body().username());
    }
}

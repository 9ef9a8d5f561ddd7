package com.example.okhttp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.contract.HttpTransportContract;
import dev.latchkey.testkit.junit.LoopbackServer;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** The library's adapter with OkHttp 4, which many builds still use. */
@LoopbackServer(json = MoshiJson.class, autoApprove = "alice")
class OkHttp4Test extends HttpTransportContract {
    private final HttpTransport transport = new OkHttpTransport();

    @Override
    protected HttpTransport transport() {
        return transport;
    }

    @Test
    void itIsVersion4() {
        assertTrue(OkHttp.VERSION.startsWith("4."), OkHttp.VERSION);
    }

    @Test
    void aClientIsAuthorizedAndARefusedTokenIsRenewed(LoopbackAuthorizationServer server) throws Exception {
        OAuthProvider provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .allowOrigin(server.issuer())
                .build();
        Adapters adapters = Adapters.of(
                transport,
                new MoshiJson(),
                new InMemorySessionStore(),
                new InMemorySessionLock(),
                new SystemTimeSource());
        AuthSession session = AuthSession.open(provider, SessionId.ofDefaultAccount(provider.name()), adapters);
        session.ensureLoggedIn(new RecordingPrompt());
        OkHttpClient client =
                AuthorizedClient.of(ClientSettings.defaults().newClient(), new DeviceCodeCredential(session));
        server.revokeAccessTokens();

        try (Response response = client.newCall(new Request.Builder()
                        .url(server.uri("/api/hello").toString())
                        .build())
                .execute()) {
            assertEquals(200, response.code());
        }
    }
}

package dev.latchkey.credential;

import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.time.Duration;

/** A stored session with a scripted server; each refresh returns the token with the next number. */
final class LoggedIn {
    static final URI HUB = URI.create("https://hub.bitfount.com/api");
    static final URI USERINFO = URI.create("https://auth.example/userinfo");
    static final SessionId ID = new SessionId("example", "alice");

    final FakeTimeSource time = new FakeTimeSource();
    final ScriptedTransport http = new ScriptedTransport();
    final InMemorySessionStore store = new InMemorySessionStore();
    private final InMemorySessionLock lock = new InMemorySessionLock();

    LoggedIn() {
        store(1, Duration.ofHours(1), "\"rt-1\"");
    }

    /** Replaces the stored tokens with those of this number. */
    void store(int number, Duration left, String refreshToken) {
        store.put(
                ID,
                "{\"access_token\":\"at-" + number + "\",\"refresh_token\":" + refreshToken
                        + ",\"access_token_expires_at\":"
                        + time.now().plus(left).getEpochSecond()
                        + ".0,\"auth_domain\":\"auth.example\",\"client_id\":\"client\","
                        + "\"scopes\":\"openid profile offline_access\",\"audience\":\"\"}");
    }

    /** The server refreshes. */
    LoggedIn refreshes(int number) {
        http.reply(
                200,
                "{\"access_token\":\"at-" + number + "\",\"refresh_token\":\"rt-" + number
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        return this;
    }

    AuthSession session() {
        Endpoints endpoints = Endpoints.of(URI.create("https://auth.example/token"))
                .withDeviceAuthorization(URI.create("https://auth.example/code"))
                .withUserinfo(USERINFO);
        return session(OAuthProvider.explicit(endpoints, "client"));
    }

    AuthSession session(OAuthProvider.Builder provider) {
        return AuthSession.open(provider.name("example").allowOrigin(HUB).build(), ID, adapters());
    }

    Adapters adapters() {
        return Adapters.of(http, new MoshiJson(), store, lock, time)
                .withRandom(() -> 0)
                .withListener(event -> {});
    }
}

package dev.latchkey.device;

import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A login with a scripted server, in time that passes only by waiting. */
final class LoginFixture {
    static final String PENDING = "{\"error\":\"authorization_pending\"}";
    static final String TOKENS = "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"refresh_token\":\"rt-1\"}";

    final FakeTimeSource time = new FakeTimeSource();
    final ScriptedTransport http = new ScriptedTransport();
    final RecordingPrompt prompt = new RecordingPrompt();

    /** The server issues a code with this interval and lifetime, in seconds. */
    LoginFixture code(int interval, int expiresIn) {
        return code("\"interval\":" + interval + ",\"expires_in\":" + expiresIn);
    }

    /** The server issues a code; these fields override the defaults. */
    LoginFixture code(String fields) {
        http.reply(
                200,
                "{\"device_code\":\"dc-1\",\"user_code\":\"ABCD-EFGH\",\"expires_in\":900,"
                        + "\"verification_uri\":\"https://auth.example/device\"," + fields + "}");
        return this;
    }

    LoginFixture pending(int times) {
        for (int i = 0; i < times; i++) {
            http.reply(400, PENDING);
        }
        return this;
    }

    LoginFixture error(String code) {
        http.reply(400, "{\"error\":\"" + code + "\",\"error_description\":\"in words\"}");
        return this;
    }

    LoginFixture granted() {
        http.reply(200, TOKENS);
        return this;
    }

    GrantedTokens run() {
        return run(DeviceLoginListener.none());
    }

    GrantedTokens run(DeviceLoginListener listener) {
        return DeviceLogin.begin(server(), time, listener).await(prompt);
    }

    List<Duration> pauses() {
        return time.pauses();
    }

    private AuthorizationServer server() {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(URI.create("https://auth.example/code"), URI.create("https://auth.example/token")),
                        "client-1")
                .scopes(List.of("openid", "offline_access"))
                .build();
        return new AuthorizationServer(provider, http, new MoshiJson(), time);
    }
}

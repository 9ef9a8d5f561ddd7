package dev.latchkey.acceptance.observability;

import static dev.latchkey.testkit.ScriptedTransport.jsonReply;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.SessionListener;
import dev.latchkey.port.SessionLock;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;

/**
 * A login that is denied, one that takes six seconds, a renewal that the server fails, one that takes two seconds after waiting three for a
 * lock, and a logout.
 */
final class ScriptedSession {
    private static final String CODE = "{\"device_code\":\"dc\",\"user_code\":\"ABCD\",\"expires_in\":600,"
            + "\"verification_uri\":\"https://login.example.com/go\"}";

    private ScriptedSession() {}

    /** Runs everything with this listener; the time source shows when it ended. */
    static void run(SessionListener listener, FakeTimeSource time) {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(URI.create("https://login.example.com/token"))
                                .withDeviceAuthorization(URI.create("https://login.example.com/device")),
                        "my-app")
                .name("work")
                .build();
        ScriptedTransport http = new ScriptedTransport();
        SessionLock lock = new InMemorySessionLock();
        SessionLock slow = (id, limit) -> {
            time.advance(Duration.ofSeconds(id.toString().contains("login") ? 0 : 3));
            return lock.acquire(id, limit);
        };
        AuthSession session = AuthSession.open(
                provider,
                SessionId.ofDefaultAccount("work"),
                Adapters.of(http, new MoshiJson(), new InMemorySessionStore(), slow, time)
                        .withListener(listener)
                        .withoutJitter());
        http.reply(200, CODE).reply(400, "{\"error\":\"access_denied\"}");
        fails(() -> session.login(new RecordingPrompt(), LoginOptions.defaults()));
        http.reply(200, CODE).reply(200, tokens(1));
        session.login(new RecordingPrompt(), LoginOptions.defaults());
        time.advance(Duration.ofHours(1));
        http.reply(503, "");
        fails(session::accessToken);
        http.answer(call -> {
            time.advance(Duration.ofSeconds(2));
            return jsonReply(200, tokens(2));
        });
        session.accessToken();
        session.logout(LogoutScope.LOCAL_ONLY);
    }

    private static void fails(Runnable step) {
        Assertions.assertThrows(AuthException.class, step::run);
    }

    private static String tokens(int number) {
        return "{\"access_token\":\"at-" + number + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                + "\"refresh_token\":\"rt-" + number + "\"}";
    }
}

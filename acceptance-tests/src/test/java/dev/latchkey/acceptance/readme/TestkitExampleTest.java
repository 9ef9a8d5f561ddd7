package dev.latchkey.acceptance.readme;

import static dev.latchkey.testkit.ScriptedTransport.grant;
import static dev.latchkey.testkit.ScriptedTransport.jsonReply;
import static dev.latchkey.testkit.ScriptedTransport.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.RenewalStyle;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.RecordingListener;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The testkit as a consumer of the library uses it in tests. */
class TestkitExampleTest {
    private static final OAuthProvider SCRIPTED = OAuthProvider.explicit(
                    Endpoints.of(URI.create("https://login.example.com/token"))
                            .withDeviceAuthorization(URI.create("https://login.example.com/device")),
                    "my-app")
            .build();
    private static final SessionId ID = SessionId.ofDefaultAccount(SCRIPTED.name());
    private static final String CODE = "{\"device_code\":\"dc\",\"user_code\":\"ABCD\",\"expires_in\":600,"
            + "\"verification_uri\":\"https://login.example.com/go\"}";

    private final FakeTimeSource time = new FakeTimeSource();
    private final RecordingListener events = new RecordingListener();

    private AuthSession session(OAuthProvider provider, HttpTransport http) {
        Adapters adapters = Adapters.of(
                        http, new MoshiJson(), new InMemorySessionStore(), new InMemorySessionLock(), time)
                .withListener(events)
                .withoutJitter();
        return AuthSession.open(provider, SessionId.ofDefaultAccount(provider.name()), adapters);
    }

    @Test
    void aLoginAndADayPassInFakeTimeWithTheLoopbackServer() {
        try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .time(time)
                .accessTokenLife(Duration.ofHours(1))
                .start()) {
            server.autoApprove("alice");
            OAuthProvider provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                    .build();
            AuthSession session = session(provider, new OkHttpTransport());

            session.login(new RecordingPrompt(), LoginOptions.defaults());
            Secret first = session.accessToken();
            time.advance(Duration.ofDays(1));

            assertNotEquals(first, session.accessToken());
            assertEquals(
                    List.of(),
                    events.events().stream()
                            .filter(event -> event.kind() == SessionEvent.Kind.WARNING)
                            .toList());
        }
    }

    @Test
    void callsAreAnsweredByWhatTheyRequestInAnyOrder() {
        ScriptedTransport http = new ScriptedTransport()
                .route(path("/device"), call -> jsonReply(200, CODE))
                .route(grant("refresh_token"), call -> jsonReply(200, tokens("second")))
                .route(
                        grant("urn:ietf:params:oauth:grant-type:device_code"),
                        new ScriptedTransport()
                                .reply(400, "{\"error\":\"authorization_pending\"}")
                                .reply(200, tokens("first")));
        AuthSession session = session(SCRIPTED, http);

        session.login(new RecordingPrompt(), LoginOptions.defaults());
        assertEquals("first", session.accessToken().reveal());
        time.advance(Duration.ofHours(1));

        assertEquals("second", session.accessToken().reveal());
    }

    private static String tokens(String accessToken) {
        return "{\"access_token\":\"" + accessToken + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                + "\"refresh_token\":\"rt\"}";
    }

    /** For a lifetime of an hour, the margin is the last ten minutes; jitter extends it to up to eleven. */
    @Test
    void withoutJitterATokenIsRenewedAheadAtAKnownTime() {
        assertEquals(Duration.ofMinutes(50), renewedAfter(adapters -> adapters.withoutJitter()));
        assertEquals(Duration.ofMinutes(49), renewedAfter(adapters -> adapters.withRandom(() -> -1)));
    }

    /** The full minute after the login from which the token is a different one. */
    private Duration renewedAfter(UnaryOperator<Adapters> random) {
        AtomicInteger issued = new AtomicInteger();
        ScriptedTransport http = new ScriptedTransport()
                .route(path("/device"), call -> jsonReply(200, CODE))
                .route(path("/token"), call -> jsonReply(200, tokens("token-" + issued.incrementAndGet())));
        Adapters adapters = random.apply(
                Adapters.of(http, new MoshiJson(), new InMemorySessionStore(), new InMemorySessionLock(), time));
        AuthSession session =
                AuthSession.open(SCRIPTED, ID, adapters, RenewalStyle.WAIT, new TrustTokenEndpointTls(adapters.json()));
        session.login(new RecordingPrompt(), LoginOptions.defaults());
        Duration after = Duration.ZERO;
        while (session.accessToken().reveal().equals("token-1")) {
            time.advance(Duration.ofMinutes(1));
            after = after.plusMinutes(1);
        }
        return after;
    }
}

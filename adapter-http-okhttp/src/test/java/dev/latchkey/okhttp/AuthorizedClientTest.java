package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizedClientTest {
    private final MockWebServer server = new MockWebServer();
    private OkHttpClient base = new OkHttpClient();
    private FakeAuthorizer authorizer = new FakeAuthorizer();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        authorizer = new FakeAuthorizer(origin());
    }

    @AfterEach
    void stop() {
        server.close();
        base.connectionPool().evictAll();
        base.dispatcher().executorService().shutdown();
    }

    private Origin origin() {
        return Origin.of(server.url("/").uri());
    }

    private Request.Builder request() {
        return new Request.Builder().url(server.url("/api?x=y"));
    }

    private Response send(Request request) throws IOException {
        return AuthorizedClient.of(base, authorizer).newCall(request).execute();
    }

    private void enqueue(int status) {
        server.enqueue(new MockResponse.Builder().code(status).body("body").build());
    }

    @Test
    void credentialsArePutOnARequestToAnAllowedOrigin() throws Exception {
        enqueue(200);

        try (Response response = send(request().build())) {
            assertEquals("body", response.body().string());
        }

        RecordedRequest received = server.takeRequest();
        assertEquals(List.of("Bearer token-1"), received.getHeaders().values("Authorization"));
        assertEquals(List.of("key-1"), received.getHeaders().values("x-api-key"));
        assertEquals(List.of("GET " + server.url("/api?x=y")), authorizer.asked());
    }

    @Test
    void anotherOriginGetsNone() throws Exception {
        authorizer = new FakeAuthorizer(new Origin("http", "127.0.0.1", 1));
        enqueue(401);

        try (Response response = send(request().build())) {
            assertEquals(401, response.code());
        }

        RecordedRequest received = server.takeRequest();
        assertNull(received.getHeaders().get("Authorization"));
        assertNull(received.getHeaders().get("x-api-key"));
        assertEquals(List.of(), authorizer.refusals(), "a refusal of what was not sent says nothing");
    }

    @Test
    void theResponseDoesNotCarryTheCredentialsAround() throws Exception {
        enqueue(200);

        try (Response response = send(request().build())) {
            for (Response seen = response; seen != null; seen = seen.networkResponse()) {
                assertNull(seen.request().header("Authorization"));
                assertNull(seen.request().header("x-api-key"));
            }
        }
        assertEquals("key-1", server.takeRequest().getHeaders().get("x-api-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Api-Key"})
    void credentialsThatTheCallerSetAreTheCallers(String header) throws Exception {
        enqueue(401);

        try (Response response = send(request().header(header, "mine").build())) {
            assertEquals(401, response.code());
        }

        RecordedRequest received = server.takeRequest();
        assertEquals(List.of("mine"), received.getHeaders().values(header));
        assertNull(received.getHeaders().get(header.equals("Authorization") ? "x-api-key" : "Authorization"));
        assertEquals(List.of(), authorizer.refusals());
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void whoBringsHisOwnTokenNeedsNoLogin() throws Exception {
        authorizer.failWith(new LoginRequiredException("log in"));
        enqueue(200);

        try (Response response =
                send(request().header("Authorization", "Basic mine").build())) {
            assertEquals(200, response.code());
        }
    }

    @Test
    void aRefusedRequestIsSentOnceMoreWithNewCredentials() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(401)
                .addHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .addHeader("WWW-Authenticate", "DPoP")
                .body("no")
                .build());
        enqueue(200);

        try (Response response =
                send(request().post(RequestBody.create(new byte[] {1, 2, 3})).build())) {
            assertEquals(200, response.code());
        }

        assertEquals("Bearer token-1", server.takeRequest().getHeaders().get("Authorization"));
        RecordedRequest second = server.takeRequest();
        assertEquals(List.of("Bearer token-2"), second.getHeaders().values("Authorization"));
        assertEquals(3, second.getBodySize());
        SentRequest refused = authorizer.refusals().get(0);
        assertEquals("POST", refused.method());
        assertEquals(server.url("/api?x=y").uri(), refused.target());
        assertEquals(List.of("Bearer error=\"invalid_token\"", "DPoP"), authorizer.challenges());
    }

    @Test
    void aSecondRefusalIsHandedOn() throws Exception {
        enqueue(401);
        enqueue(401);

        try (Response response = send(request().build())) {
            assertEquals(401, response.code());
            assertEquals("body", response.body().string());
        }
        assertEquals(2, server.getRequestCount());
    }

    @Test
    void aRefusalForAnotherReasonIsHandedOnWhole() throws Exception {
        enqueue(403);

        try (Response response = send(request().build())) {
            assertEquals(403, response.code());
            assertEquals("body", response.body().string());
        }
        assertEquals(1, server.getRequestCount());
        assertEquals(List.of("GET /api: 403"), authorizer.replies());
    }

    @Test
    void aDemandForAStrongerLoginIsHandedOnWhole() throws Exception {
        authorizer.decide(new Verdict.StepUp(DisplayText.of("stronger")));
        enqueue(401);

        try (Response response = send(request().build())) {
            assertEquals("body", response.body().string());
        }
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void aBodyThatCannotBeSentAgainIsNot() throws Exception {
        enqueue(401);
        RequestBody oneShot = new Messages.OnceOnly(RequestBody.create(new byte[] {1}));

        try (Response response = send(request().post(oneShot).build())) {
            assertEquals(401, response.code());
            assertEquals("body", response.body().string());
        }
        assertEquals(1, server.getRequestCount());
        assertEquals(1, authorizer.renewals(), "the next request need not be refused as well");
    }

    @Test
    void withoutCredentialsNothingIsSentAndTheReasonIsTheCause() {
        LoginRequiredException reason = new LoginRequiredException("nobody is logged in; run login");
        authorizer.failWith(reason);

        AuthorizationIOException failed = assertThrows(
                AuthorizationIOException.class, () -> send(request().build()));

        assertSame(reason, failed.getCause());
        assertSame(reason, failed.reason());
        assertEquals(reason.getMessage(), failed.getMessage());
        assertEquals(0, server.getRequestCount());
    }

    @Test
    void whateverTheAuthorizerThrowsNoConnectionIsLost() throws Exception {
        Dispatcher refusing = new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                // It fails only now, after the credentials were provided.
                authorizer.failWith(new UnreachableException("try later", null, null));
                return new MockResponse.Builder().code(401).body("no").build();
            }
        };
        server.setDispatcher(refusing);

        assertThrows(AuthorizationIOException.class, () -> send(request().build()));

        authorizer = new FakeAuthorizer(origin());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                authorizer.failWith(new IllegalStateException("bug"));
                return new MockResponse.Builder().code(401).body("no").build();
            }
        });
        assertThrows(IllegalStateException.class, () -> send(request().build()));
        assertEquals(
                base.connectionPool().connectionCount(), base.connectionPool().idleConnectionCount());
    }
}

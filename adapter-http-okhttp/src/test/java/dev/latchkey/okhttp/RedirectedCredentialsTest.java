package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.latchkey.model.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials are sent only to the origin they are for, and never carried along by a redirect. */
class RedirectedCredentialsTest {
    private final MockWebServer first = new MockWebServer();
    private final MockWebServer second = new MockWebServer();
    private OkHttpClient base = new OkHttpClient();

    @BeforeEach
    void start() throws IOException {
        first.start(InetAddress.getByName("127.0.0.1"), 0);
        second.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        base.connectionPool().evictAll();
    }

    private static Origin origin(MockWebServer server) {
        return Origin.of(server.url("/").uri());
    }

    private static void redirect(MockWebServer from, HttpUrl to) {
        redirect(from, 307, to);
    }

    private static void redirect(MockWebServer from, int status, HttpUrl to) {
        from.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Location", to)
                .build());
    }

    private static void answer(MockWebServer server, int status) {
        server.enqueue(new MockResponse.Builder().code(status).build());
    }

    private int send(FakeAuthorizer authorizer, Request request) throws IOException {
        try (Response response =
                AuthorizedClient.of(base, authorizer).newCall(request).execute()) {
            return response.code();
        }
    }

    private Request get() {
        return new Request.Builder().url(first.url("/a")).build();
    }

    private static void assertBare(RecordedRequest received) {
        assertNull(received.getHeaders().get("Authorization"));
        assertNull(received.getHeaders().get("x-api-key"));
    }

    private static void assertCarries(String token, RecordedRequest received) {
        assertEquals(List.of("Bearer token-" + token), received.getHeaders().values("Authorization"));
        assertEquals(List.of("key-" + token), received.getHeaders().values("x-api-key"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void anotherOriginGetsNoneOfThem(int status) throws Exception {
        redirect(first, status, second.url("/b"));
        answer(second, 200);

        send(new FakeAuthorizer(origin(first)), get());

        assertCarries("1", first.takeRequest());
        assertBare(second.takeRequest());
    }

    @Test
    void anotherAllowedOriginGetsItsOwnOnce() throws Exception {
        FakeAuthorizer authorizer = new FakeAuthorizer(origin(first), origin(second));
        redirect(first, second.url("/b"));
        answer(second, 200);

        send(authorizer, get());

        assertCarries("1", first.takeRequest());
        assertCarries("1", second.takeRequest());
        assertEquals(List.of("GET " + first.url("/a"), "GET " + second.url("/b")), authorizer.asked());
    }

    @Test
    void theWayBackGetsThemAgain() throws Exception {
        redirect(first, second.url("/b"));
        redirect(second, first.url("/c"));
        answer(first, 200);

        send(new FakeAuthorizer(origin(first)), get());

        assertCarries("1", first.takeRequest());
        assertBare(second.takeRequest());
        assertCarries("1", first.takeRequest());
    }

    @Test
    void anAllowedOriginBehindAnotherOneGetsThem() throws Exception {
        redirect(first, second.url("/b"));
        answer(second, 200);

        send(new FakeAuthorizer(origin(second)), get());

        assertBare(first.takeRequest());
        assertCarries("1", second.takeRequest());
    }

    @Test
    void anotherNameOfTheSameMachineIsAnotherOrigin() throws Exception {
        String otherName = first.url("/").host().equals("localhost") ? "127.0.0.1" : "localhost";
        redirect(first, first.url("/b").newBuilder().host(otherName).build());
        answer(first, 200);

        send(new FakeAuthorizer(origin(first)), get());

        assertCarries("1", first.takeRequest());
        assertBare(first.takeRequest());
    }

    @Test
    void aMethodThatChangesIsAskedForAnew() throws Exception {
        FakeAuthorizer authorizer = new FakeAuthorizer(origin(first));
        redirect(first, 303, first.url("/a"));
        answer(first, 200);

        send(authorizer, get().newBuilder().post(RequestBody.EMPTY).build());

        assertEquals(List.of("POST " + first.url("/a"), "GET " + first.url("/a")), authorizer.asked());
    }

    @Test
    void aRefusalAfterARedirectIsOfTheHopThatRefused() throws Exception {
        FakeAuthorizer authorizer = new FakeAuthorizer(origin(first), origin(second));
        redirect(first, second.url("/b"));
        answer(second, 401);
        answer(second, 200);

        assertEquals(200, send(authorizer, get()));

        assertEquals(second.url("/b").uri(), authorizer.refusals().get(0).target());
        assertCarries("1", first.takeRequest());
        assertCarries("1", second.takeRequest());
        assertCarries("2", second.takeRequest());
    }

    @Test
    void aRefusalByAHopWithoutThemIsPassedOn() throws Exception {
        FakeAuthorizer authorizer = new FakeAuthorizer(origin(first));
        redirect(first, second.url("/b"));
        answer(second, 401);

        assertEquals(401, send(authorizer, get()));

        assertEquals(List.of(), authorizer.refusals());
    }

    @Test
    void theCallersOwnAreNotReplacedByOursOnTheWay() throws Exception {
        redirect(first, second.url("/b"));
        answer(second, 200);

        send(
                new FakeAuthorizer(origin(first), origin(second)),
                get().newBuilder().header("Authorization", "Basic mine").build());

        assertEquals("Basic mine", first.takeRequest().getHeaders().get("Authorization"));
        assertBare(second.takeRequest());
    }

    @Test
    void plainHttpToAnotherMachineGetsNoneWhateverTheAuthorizerSays() throws Exception {
        FakeAuthorizer authorizer = new FakeAuthorizer(new Origin("http", "api.example", first.getPort()));
        base = base.newBuilder()
                .dns(name -> List.of(InetAddress.getByName("127.0.0.1")))
                .build();
        answer(first, 200);

        send(
                authorizer,
                new Request.Builder()
                        .url("http://api.example:" + first.getPort() + "/a")
                        .build());

        assertBare(first.takeRequest());
        assertEquals(List.of(), authorizer.asked());
    }

    /**
     * Java does not consider 0.0.0.0 a loopback address, but it leads to this machine: here the base client's resolver returns it for
     * localhost.
     */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there 0.0.0.0 leads nowhere, so that nothing could get a token")
    void aResolverThatLiesAboutLocalhostGetsNothing() throws Exception {
        FakeAuthorizer authorizer = new FakeAuthorizer(new Origin("http", "app.localhost", first.getPort()));
        base = base.newBuilder()
                .dns(name -> List.of(InetAddress.getByAddress(name, new byte[4])))
                .build();
        answer(first, 200);

        send(
                authorizer,
                new Request.Builder()
                        .url("http://app.localhost:" + first.getPort() + "/a")
                        .build());

        assertBare(first.takeRequest());
    }

    @Test
    void aHeaderOfTheCallersStaysBehindWhereThePolicySaysSo() throws Exception {
        redirect(first, second.url("/b"));
        answer(second, 200);

        send(
                new FakeAuthorizer(origin(first)),
                get().newBuilder()
                        .header("Private-Token", "mine")
                        .header("Accept", "text/plain")
                        .build());

        assertEquals("mine", first.takeRequest().getHeaders().get("Private-Token"));
        RecordedRequest elsewhere = second.takeRequest();
        assertNull(elsewhere.getHeaders().get("Private-Token"));
        assertEquals("text/plain", elsewhere.getHeaders().get("Accept"));
    }

    @Test
    void aClientThatFollowsNoRedirectsDoesNotWithCredentialsEither() throws Exception {
        base = base.newBuilder().followRedirects(false).build();
        redirect(first, first.url("/b"));

        assertEquals(307, send(new FakeAuthorizer(origin(first)), get()));
    }

    @Test
    void plainHttpThroughAProxyGetsNoneEvenToThisMachine() throws Exception {
        base = base.newBuilder()
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", second.getPort())))
                .build();
        answer(second, 200);

        send(new FakeAuthorizer(origin(first)), get());

        assertBare(second.takeRequest());
    }
}

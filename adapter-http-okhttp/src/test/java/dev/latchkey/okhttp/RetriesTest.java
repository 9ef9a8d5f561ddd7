package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.model.Origin;
import dev.latchkey.model.Verdict;
import dev.latchkey.testkit.FakeTimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the policy decides whether a request is sent again. */
class RetriesTest {
    private static final Verdict AGAIN = new Verdict.Retry(Duration.ofSeconds(2), Duration.ZERO);

    private final MockWebServer server = new MockWebServer();
    private final FakeTimeSource time = new FakeTimeSource();
    private OkHttpClient base = new OkHttpClient();
    private FakeAuthorizer authorizer = new FakeAuthorizer();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        authorizer = new FakeAuthorizer(Origin.of(server.url("/").uri()));
    }

    @AfterEach
    void stop() {
        server.close();
        base.connectionPool().evictAll();
    }

    private Call call(String method) {
        RequestBody body = method.equals("GET") || method.equals("PURGE") ? null : RequestBody.create(new byte[] {1});
        Request request = new Request.Builder()
                .url(server.url("/api"))
                .method(method, body)
                .build();
        return AuthorizedClient.of(base, authorizer, time).newCall(request);
    }

    private int send(String method) throws IOException {
        try (Response response = call(method).execute()) {
            return response.code();
        }
    }

    private void answer(int status, String... headers) {
        MockResponse.Builder answer = new MockResponse.Builder().code(status).body("b");
        for (int i = 0; i < headers.length; i += 2) {
            answer.addHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(answer.build());
    }

    private void breakOff() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
    }

    @Test
    void afterTheWaitItIsSentAgain() throws Exception {
        authorizer.decide(AGAIN);
        answer(500);
        answer(200);

        assertEquals(200, send("GET"));

        assertEquals(Duration.ofSeconds(2), time.pauses().stream().reduce(Duration.ZERO, Duration::plus));
        assertEquals(2, authorizer.asked().size(), "credentials may have been renewed meanwhile");
    }

    @ParameterizedTest
    @CsvSource({"GET, 408", "GET, 503", "POST, 408", "POST, 503", "PUT, 503", "PURGE, 503"})
    void okHttpSendsNothingAgainByItself(String method, int status) throws Exception {
        answer(status, "Retry-After", "0");
        answer(200);

        assertEquals(status, send(method));

        assertEquals(1, server.getRequestCount());
        assertEquals(List.of(method + " /api: " + status), authorizer.replies());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "PURGE"})
    void whatIsNotIdempotentIsNotSentAgainOverAnotherConnection(String method) throws Exception {
        answer(200);
        send(method);
        breakOff();
        answer(200);

        assertThrows(IOException.class, () -> send(method));

        assertEquals(List.of("UNREACHABLE, sent"), authorizer.failures());
    }

    @Test
    void aFailureIsRetriedIfThePolicySaysSo() throws Exception {
        base = base.newBuilder().retryOnConnectionFailure(false).build();
        authorizer.decide(AGAIN);
        breakOff();
        answer(200);

        assertEquals(200, send("POST"));

        assertEquals(List.of("UNREACHABLE, sent"), authorizer.failures());
    }

    @Test
    void aServerThatIsNotThereGotNothing() {
        server.close();

        assertThrows(IOException.class, () -> send("GET"));

        assertEquals(List.of("UNREACHABLE"), authorizer.failures());
    }

    @Test
    void aCallThatIsCancelledDoesNotWait() {
        authorizer.decide(new Verdict.Retry(Duration.ofMinutes(1), Duration.ZERO));
        answer(503);
        Call call = call("GET");
        time.onPause(paused -> call.cancel());

        assertThrows(IOException.class, call::execute);

        assertEquals(1, time.pauses().size());
        assertEquals(1, server.getRequestCount());
    }
}

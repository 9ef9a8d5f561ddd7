package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Secret;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.contract.ScriptedServer.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link HttpTransport} if there is no reply. {@link HttpTransportContract} includes it. */
public abstract class HttpTransportFailureContract {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int REPLY_LIMIT = 1 << 20;
    private static final String SENTINEL = "hunter2";
    private static final Script SILENCE = (request, out) -> new CountDownLatch(1).await();

    /** The transport to test, without a proxy for 127.0.0.1 and otherwise with its defaults. */
    protected abstract HttpTransport transport();

    static HttpCall get(ScriptedServer server) {
        return call("GET", server, REPLY_LIMIT);
    }

    static HttpCall call(String method, ScriptedServer server, int limit) {
        return HttpCall.of(method, server.uri("/"), List.of())
                .withTimeout(LIMIT)
                .withReplyLimit(limit);
    }

    private static HttpCall secretCall(URI server, Duration timeout) {
        List<HttpHeader> headers = List.of(HttpHeader.of("Authorization", "Bearer " + SENTINEL));
        HttpBody body = new HttpBody("text/plain", Secret.of(SENTINEL));
        URI uri = server.resolve("/" + SENTINEL + "?" + SENTINEL);
        return HttpCall.of("POST", uri, headers)
                .withBody(body)
                .withTimeout(timeout)
                .withReplyLimit(REPLY_LIMIT);
    }

    /** Makes the call, and checks what applies to every failure. */
    private TransportException failure(HttpCall call) {
        TransportException failed = assertTimeoutPreemptively(
                LIMIT,
                () -> assertThrows(TransportException.class, () -> transport().exchange(call)));
        assertTrue(String.valueOf(failed.getMessage()).contains(call.uri().getHost()), failed::toString);
        for (Throwable shown = failed; shown != null; shown = shown.getCause()) {
            assertFalse(shown.toString().contains(SENTINEL), shown::toString);
        }
        return failed;
    }

    private TransportException failure(Script script, Duration timeout) {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return failure(secretCall(server.uri("/"), timeout));
        }
    }

    private static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFailed(Kind kind, boolean sent, TransportException failed) {
        assertEquals(kind, failed.kind(), failed::toString);
        assertEquals(sent, failed.requestMayHaveBeenSent(), failed::toString);
    }

    @Test
    void nothingIsSentIfNobodyListens() {
        assertFailed(Kind.UNREACHABLE, false, failure(secretCall(ScriptedServer.nobody(), LIMIT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhalf",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n4\nhalf\n"
            })
    void aTruncatedResponseIsAFailure(String answer) {
        assertFailed(Kind.UNREACHABLE, true, failure((request, out) -> out.write(bytes(answer)), LIMIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SENTINEL + "\n\n",
                "SSH-2.0-" + SENTINEL + "\n",
                "HTTP/1.1 " + SENTINEL + "\n\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n" + SENTINEL + "\n",
                "HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n" + SENTINEL + " is not packed at all",
                "HTTP/1.1 200 OK\nContent-Encoding: unheard-of\n\n" + SENTINEL
            })
    void aResponseThatIsNotHttpIsMalformed(String answer) {
        assertFailed(Kind.MALFORMED, true, failure((request, out) -> out.write(bytes(answer)), LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\nContent-", "HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf"})
    void aServerThatStallsTimesOut(String beginning) {
        Script stall = (request, out) -> {
            out.write(bytes(beginning));
            SILENCE.answer(request, out);
        };

        assertFailed(Kind.TIMED_OUT, true, failure(stall, SHORT));
    }

    @Test
    void theConnectionOfACallThatTimedOutIsClosed() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Script trickle = (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\n\n"));
            try {
                while (!never.await(10, TimeUnit.MILLISECONDS)) {
                    out.write('x');
                    out.flush();
                }
            } catch (IOException e) {
                closed.countDown();
            }
        };
        try (ScriptedServer server = new ScriptedServer(trickle)) {
            assertFailed(Kind.TIMED_OUT, true, failure(secretCall(server.uri("/"), SHORT)));
            assertTrue(closed.await(5, TimeUnit.SECONDS), "the call goes on");
        }
    }

    @Test
    void aServerThatDripsTimesOut() {
        CountDownLatch never = new CountDownLatch(1);
        Script drip = (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\n\n"));
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
            }
        };

        assertFailed(Kind.TIMED_OUT, true, failure(drip, SHORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "PT0.001S"})
    void theShortestTimeoutIsSupported(String timeout) {
        assertEquals(Kind.TIMED_OUT, failure(SILENCE, Duration.parse(timeout)).kind());
    }

    @Test
    void theLongestTimeoutIsSupported() throws TransportException {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK\n\nok")) {
            HttpCall call = HttpCall.of("GET", server.uri("/"), List.of())
                    .withTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                    .withReplyLimit(Integer.MAX_VALUE);

            assertEquals("ok", transport().exchange(call).body().reveal());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nContent-Length: 6\n\n123456",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\n123\n3\n456\n0\n\n",
                "HTTP/1.1 200 OK\n\n123456"
            })
    void oneByteBeyondTheLimitIsTooLarge(String answer) {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            assertFailed(Kind.TOO_LARGE, true, failure(call("GET", server, 5)));
            assertFailed(Kind.TOO_LARGE, true, failure(call("GET", server, 0)));
        }
    }

    @Test
    void anEndlessBodyIsTooLarge() {
        Script endless = (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\n\n"));
            pour("x".repeat(8192), out);
        };

        assertFailed(Kind.TOO_LARGE, true, failure(endless, LIMIT));
    }

    @Test
    void aBodyThatDecompressesEndlesslyIsTooLarge() {
        Script bomb = (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n"));
            pour("\0".repeat(1 << 16), new GZIPOutputStream(out));
        };

        assertFailed(Kind.TOO_LARGE, true, failure(bomb, LIMIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\n",
                "HTTP/1.1 200 OK\nA: ",
                "HTTP/1.1 200 ",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1;"
            })
    void endlessLinesAreNotReadForever(String beginning) {
        Script endless = (request, out) -> {
            out.write(bytes(beginning));
            pour(beginning.endsWith("\n") ? "A: b\r\n" : "x".repeat(8192), out);
        };

        TransportException failed = failure(endless, LIMIT);

        assertTrue(failed.requestMayHaveBeenSent());
        assertTrue(failed.kind() == Kind.TOO_LARGE || failed.kind() == Kind.MALFORMED, failed::toString);
    }

    /** They may also be left unread (RFC 9112 §7.1.2). */
    @Test
    void endlessTrailersAreNotReadForever() {
        Script endless = (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nok\n0\n"));
            pour("A: b\r\n", out);
        };
        try (ScriptedServer server = new ScriptedServer(endless)) {
            String outcome = assertTimeoutPreemptively(LIMIT, () -> {
                try {
                    return transport().exchange(get(server)).body().reveal();
                } catch (TransportException e) {
                    return e.kind().name();
                }
            });
            assertTrue(List.of("ok", "TOO_LARGE", "MALFORMED").contains(outcome), outcome);
        }
    }

    /** Writes until the client closes the connection. */
    private static void pour(String text, OutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        while (true) {
            out.write(bytes);
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        try (ScriptedServer server = new ScriptedServer(SILENCE)) {
            FutureTask<TransportException> waiting = new FutureTask<>(() -> interrupted(server));
            Thread waiter = new Thread(waiting, "http-transport-contract");
            waiter.setDaemon(true);
            waiter.start();
            server.next();

            waiter.interrupt();

            assertFailed(Kind.CANCELLED, true, waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void anInterruptedThreadSendsNothing() {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK\n\nok")) {
            assertTimeoutPreemptively(LIMIT, () -> {
                Thread.currentThread().interrupt();
                assertFailed(Kind.CANCELLED, false, interrupted(server));
            });
            assertEquals(0, server.count());
        }
    }

    private TransportException interrupted(ScriptedServer server) {
        HttpTransport transport = transport();
        TransportException cancelled =
                assertThrows(TransportException.class, () -> transport.exchange(secretCall(server.uri("/"), LIMIT)));
        assertTrue(Thread.currentThread().isInterrupted(), "the interrupt flag must be set");
        return cancelled;
    }
}

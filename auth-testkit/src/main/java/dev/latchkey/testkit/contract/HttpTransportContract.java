package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.contract.ScriptedServer.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link HttpTransport}, tested over plain HTTP to 127.0.0.1. */
public abstract class HttpTransportContract extends HttpTransportFailureContract {
    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";

    @Test
    void returnsStatusHeadersAndBody() throws TransportException {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 418 I'm a teapot\nContent-Length: 7\n"
                + "WWW-Authenticate: Bearer\nX-Other: a  b\nwww-authenticate: DPoP\n\n{\"a\":1}")) {
            HttpReply reply = transport().exchange(get(server));

            assertEquals(418, reply.status());
            assertEquals("{\"a\":1}", reply.body().reveal());
            assertEquals(List.of("Bearer", "DPoP"), reply.headers("Www-Authenticate"));
            assertEquals(Optional.of("a  b"), reply.header("x-other"));
        }
    }

    @Test
    void sendsTheRequestByteForByte() throws Exception {
        String form = "client_id=a%20b&scope=openid+profile&x=é😀&device_code=";
        HttpBody body = new HttpBody("application/x-www-form-urlencoded", Secret.of(form));
        List<HttpHeader> headers = List.of(HttpHeader.of("Accept", "application/json"), HttpHeader.of("X-A", "b=c;d"));
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            transport().exchange(HttpCall.post(server.uri("/oauth/token?a=b%20c&d="), headers, body));

            Received request = server.next();
            assertEquals("POST /oauth/token?a=b%20c&d= HTTP/1.1", request.line());
            assertArrayEquals(form.getBytes(StandardCharsets.UTF_8), request.body());
            assertEquals(Optional.of("application/x-www-form-urlencoded"), request.header("content-type"));
            assertEquals(Optional.of("application/json"), request.header("accept"));
            assertEquals(Optional.of("b=c;d"), request.header("x-a"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
    void noMethodRequiresABody(String method) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 204 No Content\n\n")) {
            HttpReply reply = transport().exchange(call(method, server, 100));

            assertEquals(204, reply.status());
            assertTrue(reply.body().isEmpty());
            assertEquals(method + " / HTTP/1.1", server.next().line());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void aRedirectIsReturnedAndNotFollowed(int status) throws TransportException {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 " + status + " Elsewhere\nLocation: /other\nContent-Length: 0\n\n")) {
            HttpReply reply = transport().exchange(get(server));

            assertEquals(status, reply.status());
            assertEquals(Optional.of("/other"), reply.header("location"));
            assertEquals(1, server.count());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,401,0", "GET,407,0", "GET,408,0", "GET,421,0", "GET,425,0", "GET,429,0", "GET,500,0", "GET,503,0",
        "POST,401,0", "POST,407,0", "POST,408,0", "POST,421,0", "POST,425,0", "POST,429,0", "POST,500,0", "POST,503,0",
        "GET,503,1", "GET,503,99999999999", "POST,503,99999999999", "GET,408,99999999999"
    })
    void nothingIsRepeatedWhateverTheResponse(String method, int status, String retryAfter) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 " + status + " No\nRetry-After: " + retryAfter
                + "\nWWW-Authenticate: Basic\nProxy-Authenticate: Basic\nContent-Length: 2\n\nno")) {
            HttpReply reply = transport().exchange(call(method, server, 100));

            assertEquals(status, reply.status());
            assertEquals(Optional.of(retryAfter), reply.header("retry-after"));
            assertEquals("no", reply.body().reveal());
            assertEquals(1, server.count());
        }
    }

    @Test
    void neitherCookiesNorResponsesAreKept() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 200 OK\nSet-Cookie: a=b\nCache-Control: max-age=1000\nContent-Length: 2\n\nok")) {
            HttpTransport transport = transport();
            transport.exchange(get(server));
            transport.exchange(get(server));

            server.next();
            assertEquals(Optional.empty(), server.next().header("cookie"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "103 Early Hints"})
    void anInterimResponseIsSkipped(String interim) throws TransportException {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 " + interim + "\nLink: x\n\n" + OK)) {
            assertEquals(200, transport().exchange(get(server)).status());
        }
    }

    @Test
    void severalInterimResponsesAreSkipped() throws TransportException {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nLink: x\n\n" + OK)) {
            assertEquals(200, transport().exchange(get(server)).status());
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "5,5", "4,5", "0,1000000"})
    void aBodyUpToTheLimitIsRead(int size, int limit) throws TransportException {
        String body = "x".repeat(size);
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 200 OK\nContent-Length: " + size + "\n\n" + body)) {
            assertEquals(
                    body,
                    transport().exchange(call("GET", server, limit)).body().reveal());
        }
    }

    @Test
    void aBodyMayBeChunkedOrEndWithTheConnection() throws TransportException {
        try (ScriptedServer chunks =
                        ScriptedServer.answering("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nok\n1\n!\n0\n\n");
                ScriptedServer rest = ScriptedServer.answering("HTTP/1.0 200 OK\n\nok!")) {
            assertEquals("ok!", transport().exchange(get(chunks)).body().reveal());
            assertEquals("ok!", transport().exchange(get(rest)).body().reveal());
        }
    }

    @Test
    void aCompressedBodyIsDecompressed() throws Exception {
        String body = "{\"a\":\"" + "b".repeat(10_000) + "\"}";
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            boolean asked = request.header("accept-encoding").orElse("").contains("gzip");
            out.write(("HTTP/1.1 200 OK\r\n" + (asked ? "Content-Encoding: gzip\r\n" : "") + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(asked ? gzip(body) : body.getBytes(StandardCharsets.UTF_8));
        })) {
            assertEquals(body, transport().exchange(get(server)).body().reveal());
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "C3 A9 F0 9F 98 80,é😀",
        "EF BB BF 7B 7D,{}",
        "41 FF 42,A\uFFFDB",
        "41 C3,A\uFFFD",
        "C3 28,\uFFFD(",
        "41 EF BB BF 42,A\uFEFFB"
    })
    void theBodyIsUtf8WithoutAByteOrderMark(String hex, String text) throws TransportException {
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (String octet : hex.split(" ")) {
                out.write(Integer.parseInt(octet, 16));
            }
        })) {
            assertEquals(text, transport().exchange(get(server)).body().reveal());
        }
    }

    @Test
    void eachOfManyThreadsGetsItsOwnResponse() throws Exception {
        HttpTransport transport = transport();
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try (ScriptedServer server = new ScriptedServer((request, out) ->
                out.write(("HTTP/1.1 200 OK\r\n\r\n" + request.line()).getBytes(StandardCharsets.US_ASCII)))) {
            List<Future<String>> replies = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                HttpCall call = HttpCall.get(server.uri("/" + i), List.of());
                replies.add(threads.submit(() -> transport.exchange(call).body().reveal()));
            }
            for (int i = 0; i < 64; i++) {
                assertEquals("GET /" + i + " HTTP/1.1", replies.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void callsDoNotWaitForEachOther() throws Exception {
        HttpTransport transport = transport();
        CountDownLatch together = new CountDownLatch(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            together.countDown();
            together.await();
            out.write("HTTP/1.1 200 OK\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
        })) {
            List<Future<Integer>> replies = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                replies.add(threads.submit(() -> transport.exchange(get(server)).status()));
            }
            for (Future<Integer> reply : replies) {
                assertEquals(200, reply.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

package com.example.transport;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.port.HttpTransport;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Sends the library's requests with the JDK's HTTP client. */
public final class JdkTransport implements HttpTransport {
    private final ExecutorService readers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "jdk-transport");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public HttpReply exchange(HttpCall call) throws TransportException {
        if (Thread.currentThread().isInterrupted()) {
            throw failure(Kind.CANCELLED, call, "the thread was interrupted", false);
        }
        AtomicReference<InputStream> body = new AtomicReference<>();
        Future<HttpReply> reply = readers.submit(() -> send(call, body));
        try {
            return reply.get(Math.max(1, millis(call)), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Kind.CANCELLED, call, "the thread was interrupted", true);
        } catch (TimeoutException e) {
            throw failure(Kind.TIMED_OUT, call, "timed out after " + call.timeout(), true);
        } catch (ExecutionException e) {
            throw failure(call, e.getCause());
        } finally {
            reply.cancel(true);
            close(body.get()); // Reading it ignores interrupts.
        }
    }

    private static void close(InputStream body) {
        try {
            if (body != null) {
                body.close();
            }
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    private static long millis(HttpCall call) {
        return call.timeout().getSeconds() > Integer.MAX_VALUE
                ? Long.MAX_VALUE
                : call.timeout().toMillis();
    }

    private HttpReply send(HttpCall call, AtomicReference<InputStream> open) throws Exception {
        BodyPublisher body = call.body()
                .map(text -> BodyPublishers.ofString(text.content().reveal()))
                .orElseGet(BodyPublishers::noBody);
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).method(call.method(), body);
        call.body().ifPresent(text -> request.header("Content-Type", text.contentType()));
        call.headers()
                .forEach(header -> request.header(header.name(), header.value().reveal()));
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        open.set(response.body());
        if (Thread.currentThread().isInterrupted()) {
            response.body().close(); // Nobody waits any more, and whoever waited may have looked too early.
        }
        List<HttpHeader> headers = response.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> HttpHeader.of(header.getKey(), value)))
                .toList();
        try (InputStream in = decoded(response)) {
            byte[] bytes =
                    in.readNBytes(call.replyLimit() == Integer.MAX_VALUE ? Integer.MAX_VALUE : call.replyLimit() + 1);
            if (bytes.length > call.replyLimit()) {
                throw failure(Kind.TOO_LARGE, call, "the reply is larger than " + call.replyLimit() + " bytes", true);
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new HttpReply(
                    response.statusCode(), headers, Secret.of(text.startsWith("\uFEFF") ? text.substring(1) : text));
        }
    }

    private static InputStream decoded(HttpResponse<InputStream> response) throws IOException {
        String encoding = response.headers()
                .firstValue("Content-Encoding")
                .orElse("identity")
                .toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity" -> response.body();
            case "gzip" -> new GZIPInputStream(response.body());
            default -> throw new ProtocolException("unknown encoding");
        };
    }

    /** Leaves out the JDK's exception, whose message may contain what the server sent. */
    private static TransportException failure(HttpCall call, Throwable cause) {
        if (cause instanceof TransportException known) {
            return known;
        }
        String what = cause.getClass().getSimpleName();
        if (cause instanceof ConnectException) {
            return failure(Kind.UNREACHABLE, call, "no connection", false);
        }
        if (cause instanceof SSLException) {
            // Only a handshake is certain to precede the request.
            return failure(Kind.TLS, call, "no secure connection: " + what, !(cause instanceof SSLHandshakeException));
        }
        Kind kind = brokeOff(cause) ? Kind.UNREACHABLE : Kind.MALFORMED;
        return failure(kind, call, "no whole reply: " + what, true);
    }

    private static boolean brokeOff(Throwable cause) {
        return cause != null
                && (cause instanceof EOFException || cause instanceof SocketException || brokeOff(cause.getCause()));
    }

    private static TransportException failure(Kind kind, HttpCall call, String what, boolean sent) {
        return new TransportException(kind, call.uri().getHost() + ": " + what, sent, null);
    }
}

package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    private static final URI TARGET = URI.create("https://auth.example.com/oauth/token?hunter2");

    private final Failures failures =
            new Failures(TARGET, EnvironmentProxies.of(Map.of("HTTPS_PROXY", "alice:hunter2@proxy:3128")));

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Kind.UNREACHABLE, new UnknownHostException("proxy"), "cannot resolve"),
                Arguments.of(Kind.UNREACHABLE, new ConnectException("refused"), "could not connect"),
                Arguments.of(Kind.UNREACHABLE, new NoRouteToHostException("none"), "could not connect"),
                Arguments.of(Kind.UNREACHABLE, new SocketException("Connection reset"), "broke off"),
                Arguments.of(Kind.UNREACHABLE, new EOFException("hunter2"), "closed the connection"),
                Arguments.of(Kind.UNREACHABLE, new ProtocolException("unexpected end of stream"), "closed"),
                Arguments.of(
                        Kind.UNREACHABLE,
                        new IOException(
                                "unexpected end of stream", new EOFException("\\n not found: limit=0 content=")),
                        "closed"),
                Arguments.of(
                        Kind.UNREACHABLE,
                        new SSLException("Reset", new SocketException("Connection reset")),
                        "broke off"),
                Arguments.of(Kind.TLS, new SSLHandshakeException("closed"), "no secure connection"),
                Arguments.of(Kind.TIMED_OUT, new SocketTimeoutException("timeout"), "in time"),
                Arguments.of(
                        Kind.TIMED_OUT,
                        new SSLException("slow", new SocketTimeoutException("Read timed out")),
                        "in time"),
                Arguments.of(Kind.TLS, new SSLPeerUnverifiedException("not verified"), "for another host"),
                Arguments.of(Kind.TLS, new SSLException("alert"), "no secure connection"),
                Arguments.of(Kind.MALFORMED, new ProtocolException("Unexpected status line: hunter2"), "not readable"),
                Arguments.of(
                        Kind.MALFORMED,
                        new IOException("unexpected end", new EOFException("\\n not found: limit=9 content=hunter2")),
                        "not readable"),
                Arguments.of(Kind.MALFORMED, new IOException("hunter2"), "not readable"),
                Arguments.of(Kind.MALFORMED, new IllegalStateException("hunter2"), "not readable"),
                Arguments.of(Kind.TOO_LARGE, new Messages.TooLargeException(10), "10 bytes"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureIsExplained(Kind kind, Exception thrown, String said) {
        TransportException explained = failures.explain(thrown, true);

        assertEquals(kind, explained.kind(), explained::toString);
        assertTrue(explained.toString().contains(said), explained::toString);
        assertTrue(explained.toString().contains("proxy:3128")
                || explained.toString().contains("auth.example.com"));
        assertTrue(explained.requestMayHaveBeenSent());
        for (Throwable shown = explained; shown != null; shown = shown.getCause()) {
            assertFalse(shown.toString().contains("hunter2"), shown::toString);
        }
    }
}

package dev.latchkey.okhttp;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.Origin;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Explains what went wrong, where, and what to do. Only the origin of the URL is named. What OkHttp says about malformed bytes is not
 * passed on, not even as a cause, because it quotes them.
 */
final class Failures {
    private final String origin;
    private final URI target;
    private final ProxySelector proxies;

    Failures(URI target, ProxySelector proxies) {
        // OkHttp supports host names that Java's URI does not.
        this.origin = Origin.find(target).map(Origin::toString).orElse("the server");
        this.target = target;
        this.proxies = proxies;
    }

    String cancelled() {
        return "interrupted while waiting for " + origin;
    }

    String timedOut() {
        return "no answer from " + place() + " in time; check the network, or try again later";
    }

    /** Returns the exception for what OkHttp threw. */
    TransportException explain(@Nullable Throwable thrown, boolean sent) {
        Optional<ReplyTooLargeException> large = CauseChain.find(thrown, ReplyTooLargeException.class);
        if (large.isPresent()) {
            return tooLarge(large.get().limit(), sent);
        }
        if (CauseChain.has(thrown, InterruptedIOException.class)) {
            return new TransportException(Kind.TIMED_OUT, timedOut(), sent, thrown);
        }
        if (thrown instanceof SSLException tls && !CauseChain.has(tls, SocketException.class, EOFException.class)) {
            Kind kind = TlsFailures.isUntrusted(tls) ? Kind.UNTRUSTED : Kind.TLS;
            return new TransportException(kind, TlsFailures.explain(tls, place()), sent, tls);
        }
        if (thrown instanceof UnknownHostException) {
            return unreachable("cannot resolve " + (viaProxy().isEmpty() ? origin : viaProxy()), sent, thrown);
        }
        if (thrown instanceof ConnectException || thrown instanceof NoRouteToHostException) {
            return unreachable("could not connect to " + place(), sent, thrown);
        }
        return thrown instanceof IOException broken ? midway(broken, sent) : senseless(sent);
    }

    private TransportException midway(IOException broken, boolean sent) {
        Optional<String> proxy = ProxyFailures.explain(broken);
        if (proxy.isPresent()) {
            // If the proxy got the request, it did not forward it.
            return new TransportException(Kind.UNREACHABLE, origin + " cannot be reached: " + proxy.get(), false, null);
        }
        if (broken instanceof SocketException || broken instanceof SSLException) {
            return unreachable("the connection to " + place() + " broke off", sent, broken);
        }
        if (brokeOff(broken)) {
            return unreachable(place() + " closed the connection before its answer was complete", sent, null);
        }
        return senseless(sent);
    }

    private TransportException unreachable(String what, boolean sent, @Nullable Throwable cause) {
        String todo = "; check the address and the network, or try again later";
        return new TransportException(Kind.UNREACHABLE, what + todo, sent, cause);
    }

    private TransportException tooLarge(int limit, boolean sent) {
        String what = origin + " answered more than the " + limit + " bytes that are read; check the address";
        return new TransportException(Kind.TOO_LARGE, what, sent, null);
    }

    private TransportException senseless(boolean sent) {
        String what = "the answer of " + place() + " is not readable as HTTP; check the address";
        return new TransportException(Kind.MALFORMED, what, sent, null);
    }

    /** Whether the bytes ended early, rather than being malformed. */
    private static boolean brokeOff(IOException broken) {
        if (broken instanceof ProtocolException) {
            return "unexpected end of stream".equals(broken.getMessage());
        }
        EOFException end = CauseChain.find(broken, EOFException.class).orElse(null);
        if (end == null) {
            return false;
        }
        // If a line is unterminated, then either nothing of it arrived, or it is not HTTP, or it is too long.
        String message = String.valueOf(end.getMessage());
        return !message.startsWith("\\n not found") || message.startsWith("\\n not found: limit=0 ");
    }

    private String place() {
        String proxy = viaProxy();
        return proxy.isEmpty() ? origin : origin + " through " + proxy;
    }

    private String viaProxy() {
        return ProxyAddress.shown(proxies, target)
                .map(proxy -> "the proxy " + proxy)
                .orElse("");
    }
}

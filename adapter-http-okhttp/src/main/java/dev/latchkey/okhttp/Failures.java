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
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Explains what went wrong, where, and what to do. Only the origin of the URL is named. What OkHttp says about malformed bytes is not
 * passed on, not even as a cause, because it quotes them.
 */
final class Failures {
    /** Limits the search, because a chain of causes may be circular. */
    private static final int LONGEST_CHAIN = 20;

    private final String origin;
    /** What is connected to: the proxy if there is one, else the origin. */
    private final String next;
    /** The origin, and the proxy if there is one. */
    private final String place;

    Failures(URI target, ProxySelector proxies) {
        // OkHttp supports host names that Java's URI does not.
        origin = Origin.find(target).map(Origin::toString).orElse("the server");
        next = EnvironmentProxies.shown(proxies, target)
                .map("the proxy "::concat)
                .orElse(origin);
        place = next.equals(origin) ? origin : origin + " through " + next;
    }

    String cancelled() {
        return "interrupted while waiting for " + origin;
    }

    String timedOut() {
        return "no answer from " + place + " in time; check the network, or try again later";
    }

    /** Returns the exception for what OkHttp threw. */
    TransportException explain(@Nullable Throwable thrown, boolean sent) {
        Optional<Messages.TooLargeException> large = find(thrown, Messages.TooLargeException.class);
        if (large.isPresent()) {
            String what = origin + " answered more than the " + large.get().limit()
                    + " bytes that are read; check the address";
            return new TransportException(Kind.TOO_LARGE, what, sent, null);
        }
        if (has(thrown, InterruptedIOException.class)) {
            return new TransportException(Kind.TIMED_OUT, timedOut(), sent, thrown);
        }
        if (thrown instanceof SSLException tls && !has(tls, SocketException.class, EOFException.class)) {
            return insecure(tls, sent);
        }
        if (thrown instanceof UnknownHostException) {
            return unreachable("cannot resolve " + next, sent, thrown);
        }
        if (thrown instanceof ConnectException || thrown instanceof NoRouteToHostException) {
            return unreachable("could not connect to " + place, sent, thrown);
        }
        return thrown instanceof IOException broken ? midway(broken, sent) : senseless(sent);
    }

    /** As far as Java reveals it. */
    private TransportException insecure(SSLException failure, boolean sent) {
        Kind kind = Kind.TLS;
        String what = "the certificate of " + place;
        if (failure instanceof SSLPeerUnverifiedException) {
            what += " is for another host; check the address";
        } else if (has(failure, CertificateExpiredException.class, CertificateNotYetValidException.class)) {
            what += " has expired or is not valid yet; check this machine's clock";
        } else if (has(failure, CertPathBuilderException.class)) {
            kind = Kind.UNTRUSTED;
            what += " comes from an authority that is not trusted here";
        } else if (has(failure, CertificateException.class)) {
            what += " is not acceptable; check the address";
        } else {
            what = "no secure connection to " + place + "; check the address and whether it speaks TLS 1.2 or 1.3";
        }
        return new TransportException(kind, what, sent, failure);
    }

    private TransportException midway(IOException broken, boolean sent) {
        Optional<String> proxy = ProxyFailures.explain(broken);
        if (proxy.isPresent()) {
            // If the proxy got the request, it did not forward it.
            return new TransportException(Kind.UNREACHABLE, origin + " cannot be reached: " + proxy.get(), false, null);
        }
        if (broken instanceof SocketException || broken instanceof SSLException) {
            return unreachable("the connection to " + place + " broke off", sent, broken);
        }
        if (brokeOff(broken)) {
            return unreachable(place + " closed the connection before its answer was complete", sent, null);
        }
        return senseless(sent);
    }

    private TransportException unreachable(String what, boolean sent, @Nullable Throwable cause) {
        String todo = "; check the address and the network, or try again later";
        return new TransportException(Kind.UNREACHABLE, what + todo, sent, cause);
    }

    private TransportException senseless(boolean sent) {
        String what = "the answer of " + place + " is not readable as HTTP; check the address";
        return new TransportException(Kind.MALFORMED, what, sent, null);
    }

    /** Whether the bytes ended early, rather than being malformed. */
    private static boolean brokeOff(IOException broken) {
        if (broken instanceof ProtocolException) {
            return "unexpected end of stream".equals(broken.getMessage());
        }
        EOFException end = find(broken, EOFException.class).orElse(null);
        if (end == null) {
            return false;
        }
        // If a line is unterminated, then either nothing of it arrived, or it is not HTTP, or it is too long.
        String message = String.valueOf(end.getMessage());
        return !message.startsWith("\\n not found") || message.startsWith("\\n not found: limit=0 ");
    }

    /** Whether the exception or one of its causes has one of these types. */
    static boolean has(@Nullable Throwable thrown, Class<?>... types) {
        return Arrays.stream(types).anyMatch(type -> find(thrown, type).isPresent());
    }

    private static <T> Optional<T> find(@Nullable Throwable thrown, Class<T> type) {
        return Stream.iterate(Optional.ofNullable(thrown), Optional::isPresent, t -> t.map(Throwable::getCause))
                .limit(LONGEST_CHAIN)
                .flatMap(Optional::stream)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}

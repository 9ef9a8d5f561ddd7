package dev.latchkey.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port. Whether credentials may be sent to a URL is decided by comparing its parsed origin, never by a prefix of the URL
 * (RFC 6454 §4).
 *
 * @param scheme {@code http} or {@code https}, in lower case
 * @param host the host in lower case; IPv6 addresses are in brackets
 * @param port the port; if none is given, the scheme's default
 */
public record Origin(String scheme, String host, int port) {
    public Origin {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("scheme must be http or https");
        }
        if (host.isEmpty() || host.indexOf('%') >= 0 || hasTooLong(host)) {
            throw new IllegalArgumentException("host must be a host name or an address without a zone");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535");
        }
    }

    /**
     * The origin of a URI.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https URI with a host that Java can parse
     */
    public static Origin of(URI uri) {
        String scheme = lower(uri.getScheme());
        String host = lower(uri.getHost());
        if (scheme == null || host == null) {
            throw new IllegalArgumentException("not an absolute http or https URI with a host");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
        return new Origin(scheme, host, port);
    }

    /** Exceeds the limit of RFC 1035 §2.3.4. */
    private static boolean hasTooLong(String host) {
        return host.length() > 63
                && (host.length() > 253 || Arrays.stream(host.split("\\.")).anyMatch(label -> label.length() > 63));
    }

    /** The origin of a URI, if it has one. */
    public static Optional<Origin> find(URI uri) {
        try {
            return Optional.of(of(uri));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The origin of a URI that may be opened or sent to: {@linkplain #isProtected() protected}, without user information. */
    public static Optional<Origin> findProtected(URI uri) {
        // No lambda here or in the methods called: this runs at each start of the command line.
        Optional<Origin> found = uri.getRawUserInfo() == null ? find(uri) : Optional.empty();
        return found.isPresent() && found.get().isProtected() ? found : Optional.empty();
    }

    /**
     * The origin of a scheme and a host with an optional port, and nothing else: {@code https} and {@code git.example.com}, {@code
     * 192.0.2.1:8443} or {@code [2001:db8::1]}. Empty if the authority contains anything that URL parsers interpret differently (a slash,
     * {@code ?}, {@code #}, {@code @}, a backslash, a space, an escape, a line break).
     *
     * @param scheme {@code http} or {@code https}, in lower case
     * @param authority the host with an optional port (RFC 3986 §3.2, without user information)
     */
    public static Optional<Origin> ofAuthority(String scheme, String authority) {
        if (authority.isEmpty() || !authority.chars().allMatch(Origin::isOfAuthority)) {
            return Optional.empty();
        }
        try {
            return find(new URI(scheme + "://" + authority)).filter(origin -> origin.scheme.equals(scheme));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfAuthority(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-.:[]".indexOf(c) >= 0;
    }

    /** Whether the URI has this origin; false if it cannot be parsed. */
    public boolean covers(URI uri) {
        Optional<Origin> found = find(uri);
        return found.isPresent() && found.get().equals(this);
    }

    /** Whether credentials sent there cannot be read in transit: HTTPS, or HTTP to this machine. */
    public boolean isProtected() {
        return scheme.equals("https") || isLoopback();
    }

    /**
     * Whether the host is {@code localhost} or a name below it (RFC 6761 §6.3), in 127.0.0.0/8, or {@code ::1}. No name is looked up: a
     * transport connects these hosts to this machine, whatever a resolver says.
     */
    public boolean isLoopback() {
        return Loopback.is(host);
    }

    /** Whether any software could interpret the host as this machine, in any notation. A remote server must not name such a host. */
    public boolean mayBeThisMachine() {
        return Loopback.isSpelledBy(host);
    }

    /** Written by hand, like {@link #hashCode()}: the first use of a record's generated methods takes a process milliseconds. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin that
                && scheme.equals(that.scheme)
                && host.equals(that.host)
                && port == that.port;
    }

    @Override
    public int hashCode() {
        return (scheme.hashCode() * 31 + host.hashCode()) * 31 + port;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        boolean usual = port == (scheme.equals("http") ? 80 : 443);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}

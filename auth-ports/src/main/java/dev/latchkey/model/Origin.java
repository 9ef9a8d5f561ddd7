package dev.latchkey.model;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port: where credentials may go is decided by comparing these, after parsing, and never by the prefix
 * of a URL (RFC 6454 §4).
 *
 * @param scheme {@code http} or {@code https}, in lower case
 * @param host the host in lower case, IPv6 addresses in brackets
 * @param port the port, the scheme's own where none was written
 */
public record Origin(String scheme, String host, int port) {
    public Origin {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("scheme must be http or https");
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host must not be empty");
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

    /**
     * The origin of a scheme and a host with an optional port, which is all that they may be: {@code https} and
     * {@code git.example.com}, {@code 192.0.2.1:8443} or {@code [2001:db8::1]}. What would end the host for one reader of a URL
     * and not for another (a slash, {@code ?}, {@code #}, {@code @}, a backslash, a blank, an escape, a line break) makes it none.
     *
     * @param scheme {@code http} or {@code https}, in lower case
     * @param authority the host and perhaps a port (RFC 3986 §3.2, without user information)
     */
    public static Optional<Origin> ofAuthority(String scheme, String authority) {
        if (authority.isEmpty() || !authority.chars().allMatch(Origin::isOfAuthority)) {
            return Optional.empty();
        }
        try {
            Origin origin = of(new URI(scheme + "://" + authority));
            return origin.scheme.equals(scheme) ? Optional.of(origin) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfAuthority(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-.:[]".indexOf(c) >= 0;
    }

    /** Whether the URI lies at this origin; one that cannot be parsed lies at none. */
    public boolean covers(URI uri) {
        try {
            return equals(of(uri));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether credentials may travel there without being read on the way: HTTPS, or HTTP to this machine itself. */
    public boolean isProtected() {
        return scheme.equals("https") || isLoopback();
    }

    /** Whether this is 127.0.0.0/8, {@code ::1}, or {@code localhost} where it resolves to nothing but them. */
    public boolean isLoopback() {
        if (host.equals("localhost")) {
            try {
                return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
            } catch (UnknownHostException e) {
                return false;
            }
        }
        return host.equals("[::1]") || host.equals("[0:0:0:0:0:0:0:1]") || isLoopbackIpv4(host);
    }

    /** Whether this is 127 and three more numbers; without a pattern, since every start of a command line looks. */
    private static boolean isLoopbackIpv4(String host) {
        int dots = 0;
        int digits = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
            } else if (c >= '0' && c <= '9' && digits < 3) {
                digits++;
            } else {
                return false;
            }
        }
        return dots == 3 && digits > 0 && host.startsWith("127.");
    }

    /** By hand, as {@link #hashCode()}: the first use of what the compiler makes for a record takes a process milliseconds. */
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

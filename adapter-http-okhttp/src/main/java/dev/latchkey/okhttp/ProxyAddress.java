package dev.latchkey.okhttp;

import dev.latchkey.model.Secret;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * A proxy from an environment variable: {@code [http://][USER:PASSWORD@]HOST[:PORT]} or {@code socks5://HOST:PORT}.
 *
 * @param proxy the proxy
 * @param user the user, empty for none
 * @param password the password, empty for none
 */
record ProxyAddress(Proxy proxy, String user, Secret password) {
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** @throws IllegalArgumentException naming the variable but not its value, which may contain a password */
    static ProxyAddress parse(String variable, String value) {
        int end = value.indexOf("://");
        String scheme = end < 0 ? "http" : value.substring(0, end).toLowerCase(Locale.ROOT);
        String rest = end < 0 ? value : value.substring(end + 3);
        HttpUrl url = HttpUrl.parse("http://" + rest);
        if (url == null || !isAddress(url, rest)) {
            throw new IllegalArgumentException(variable
                    + " is not a proxy's address; write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, and"
                    + " percent-encode special characters in the user and password: %40 for @, %2F for /, %25 for %");
        }
        return switch (scheme) {
            case "http" -> of(Proxy.Type.HTTP, url);
            case "socks", "socks4", "socks5", "socks5h" -> of(Proxy.Type.SOCKS, withoutUser(variable, url));
            case "https" ->
                throw new IllegalArgumentException(variable
                        + " asks for TLS to the proxy itself, which is not supported; if the proxy takes plain"
                        + " connections, as most do, write http://HOST:PORT");
            default -> throw new IllegalArgumentException(variable + " must begin with http:// or socks5://");
        };
    }

    /** Whether it consists of a user, a password, a host and a port. An unescaped "/" or "@" in a password would change the host. */
    private static boolean isAddress(HttpUrl url, String written) {
        return url.encodedPath().equals("/")
                && url.encodedQuery() == null
                && url.encodedFragment() == null
                && written.indexOf('@') == written.lastIndexOf('@')
                && !LONE_PERCENT.matcher(written).find();
    }

    private static HttpUrl withoutUser(String variable, HttpUrl url) {
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(
                    variable + " names a user for a SOCKS proxy, which is not supported; write socks5://HOST:PORT");
        }
        return url;
    }

    /** The proxy used for a server, as {@code host:port}; empty for a direct connection. */
    static Optional<String> shown(ProxySelector proxies, URI server) {
        return proxies.select(server).stream()
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .map(address -> address.getHostString() + ":" + address.getPort())
                .findFirst();
    }

    private static ProxyAddress of(Proxy.Type type, HttpUrl url) {
        // Unresolved: OkHttp looks the name up when it connects, which may be much later.
        Proxy proxy = new Proxy(type, InetSocketAddress.createUnresolved(url.host(), url.port()));
        return new ProxyAddress(proxy, url.username(), Secret.of(url.password()));
    }

    boolean hasUser() {
        return !user.isEmpty() || !password.isEmpty();
    }
}

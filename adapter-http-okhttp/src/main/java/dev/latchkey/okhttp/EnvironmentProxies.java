package dev.latchkey.okhttp;

import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Selects the proxy as most programs do: with {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, or else as
 * Java does. Sends it the user and password from its variable without waiting to be asked; otherwise uses Java's own authenticator.
 */
final class EnvironmentProxies extends ProxySelector implements Authenticator {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);
    private static final String AUTHORIZATION = "Proxy-Authorization";

    private final Map<String, NamedProxy> byScheme;
    private final NoProxy exceptions;

    private EnvironmentProxies(Map<String, NamedProxy> byScheme, NoProxy exceptions) {
        this.byScheme = byScheme;
        this.exceptions = exceptions;
    }

    /** @throws IllegalArgumentException naming the variable but not its value, which may contain a password */
    static EnvironmentProxies of(Map<String, String> environment) {
        Map<String, NamedProxy> byScheme = new HashMap<>();
        for (String scheme : List.of("http", "https")) {
            for (String name : List.of(scheme + "_proxy", "all_proxy")) {
                String value = variable(environment, name);
                if (value != null) {
                    if (!value.isEmpty()) {
                        byScheme.put(scheme, NamedProxy.parse(name.toUpperCase(Locale.ROOT), value));
                    }
                    break; // As in curl, an empty variable means no proxy, whatever ALL_PROXY says.
                }
            }
        }
        String exceptions = variable(environment, "no_proxy");
        return new EnvironmentProxies(byScheme, NoProxy.parse(exceptions == null ? "" : exceptions));
    }

    /** The variable in lower case, or else in upper case. */
    private static @Nullable String variable(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, environment.get(name.toUpperCase(Locale.ROOT)));
        return value == null ? null : value.strip();
    }

    @Override
    public List<Proxy> select(URI uri) {
        Origin origin = Origin.find(uri).orElse(null);
        if (origin == null || origin.isLoopback() || exceptions.covers(origin)) {
            return DIRECT;
        }
        NamedProxy named = byScheme.get(origin.scheme());
        if (named != null) {
            return List.of(named.proxy());
        }
        ProxySelector system = ProxySelector.getDefault();
        List<Proxy> proxies = system == null ? null : system.select(uri);
        return proxies == null || proxies.isEmpty() ? DIRECT : proxies;
    }

    @Override
    public void connectFailed(@Nullable URI uri, @Nullable SocketAddress address, @Nullable IOException failure) {
        // The caller gets the exception.
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

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        Request refused = response.request();
        if (route == null || refused.header(AUTHORIZATION) != null) {
            return null;
        }
        return byScheme.values().stream()
                .filter(named -> named.proxy().equals(route.proxy()))
                .flatMap(named -> named.basic().stream())
                .map(Secret::reveal)
                .findFirst()
                .or(() -> javas(route, response))
                .map(basic -> refused.newBuilder().header(AUTHORIZATION, basic).build())
                .orElse(null);
    }

    /** Like OkHttp's own, which fails for a proxy whose name has not been resolved. */
    private static Optional<String> javas(Route route, Response response) {
        if (!(route.proxy().address() instanceof InetSocketAddress address)) {
            return Optional.empty();
        }
        HttpUrl url = response.request().url();
        return response.challenges().stream()
                .filter(challenge -> challenge.scheme().equalsIgnoreCase("Basic"))
                .map(challenge -> java.net.Authenticator.requestPasswordAuthentication(
                        address.getHostString(),
                        address.getAddress(),
                        address.getPort(),
                        url.scheme(),
                        challenge.realm(),
                        challenge.scheme(),
                        url.url(),
                        java.net.Authenticator.RequestorType.PROXY))
                .filter(Objects::nonNull)
                .map(known -> basic(known.getUserName(), new String(known.getPassword())))
                .findFirst();
    }

    private static String basic(String user, String password) {
        return Credentials.basic(user, password, StandardCharsets.UTF_8);
    }

    /**
     * A proxy from an environment variable: {@code [http://][USER:PASSWORD@]HOST[:PORT]} or {@code socks5://HOST:PORT}.
     *
     * @param proxy the proxy
     * @param basic the header value with its user and password, if it has one of the two
     */
    private record NamedProxy(Proxy proxy, Optional<Secret> basic) {
        private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

        static NamedProxy parse(String variable, String value) {
            int end = value.indexOf("://");
            String scheme = end < 0 ? "http" : value.substring(0, end).toLowerCase(Locale.ROOT);
            String rest = end < 0 ? value : value.substring(end + 3);
            HttpUrl url = HttpUrl.parse("http://" + rest);
            if (url == null || !isAddress(url, rest)) {
                throw new IllegalArgumentException(
                        variable
                                + " is not a proxy's address; write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, and"
                                + " percent-encode special characters in the user and password: %40 for @, %2F for /, %25 for %");
            }
            boolean hasUser = !url.username().isEmpty() || !url.password().isEmpty();
            // Unresolved: OkHttp looks the name up when it connects, which may be much later.
            InetSocketAddress address = InetSocketAddress.createUnresolved(url.host(), url.port());
            return switch (scheme) {
                case "http" ->
                    new NamedProxy(
                            new Proxy(Proxy.Type.HTTP, address),
                            hasUser
                                    ? Optional.of(Secret.of(EnvironmentProxies.basic(url.username(), url.password())))
                                    : Optional.empty());
                case "socks", "socks4", "socks5", "socks5h" -> {
                    if (hasUser) {
                        throw new IllegalArgumentException(variable
                                + " names a user for a SOCKS proxy, which is not supported; write socks5://HOST:PORT");
                    }
                    yield new NamedProxy(new Proxy(Proxy.Type.SOCKS, address), Optional.empty());
                }
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
    }
}

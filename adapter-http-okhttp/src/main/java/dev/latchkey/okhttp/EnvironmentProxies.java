package dev.latchkey.okhttp;

import dev.latchkey.model.Origin;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Selects the proxy as most programs do: with {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, or else as
 * Java does.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, ProxyAddress> byScheme;
    private final NoProxy exceptions;

    private EnvironmentProxies(Map<String, ProxyAddress> byScheme, NoProxy exceptions) {
        this.byScheme = byScheme;
        this.exceptions = exceptions;
    }

    static EnvironmentProxies of(Map<String, String> environment) {
        Map<String, ProxyAddress> byScheme = new HashMap<>();
        for (String scheme : List.of("http", "https")) {
            for (String name : List.of(scheme + "_proxy", "all_proxy")) {
                String value = variable(environment, name);
                if (value != null) {
                    if (!value.isEmpty()) {
                        byScheme.put(scheme, ProxyAddress.parse(name.toUpperCase(Locale.ROOT), value));
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
        ProxyAddress named = byScheme.get(origin.scheme());
        return named != null ? List.of(named.proxy()) : javas(uri);
    }

    private static List<Proxy> javas(URI uri) {
        ProxySelector system = ProxySelector.getDefault();
        List<Proxy> proxies = system == null ? null : system.select(uri);
        return proxies == null || proxies.isEmpty() ? DIRECT : proxies;
    }

    @Override
    public void connectFailed(@Nullable URI uri, @Nullable SocketAddress address, @Nullable IOException failure) {
        // The caller gets the exception.
    }

    /** The user and password for a proxy, if its variable contains them. */
    Optional<ProxyAddress> credentialsFor(Proxy proxy) {
        return byScheme.values().stream()
                .filter(address -> address.proxy().equals(proxy) && address.hasUser())
                .findFirst();
    }
}

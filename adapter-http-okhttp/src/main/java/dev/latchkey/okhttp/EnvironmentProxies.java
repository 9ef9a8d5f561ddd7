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

/** Chooses the proxy as most programs do: by {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, else as Java does. */
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
            String variable = scheme + "_proxy";
            String value = variable(environment, variable);
            if (!value.isEmpty()) {
                byScheme.put(scheme, ProxyAddress.parse(variable.toUpperCase(Locale.ROOT), value));
            }
        }
        return new EnvironmentProxies(byScheme, NoProxy.parse(variable(environment, "no_proxy")));
    }

    /** A variable in small letters, else in capitals, else empty. */
    private static String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        String used = value != null ? value : environment.get(name.toUpperCase(Locale.ROOT));
        return used == null ? "" : used.strip();
    }

    @Override
    public List<Proxy> select(URI uri) {
        Origin origin;
        try {
            origin = Origin.of(uri);
        } catch (IllegalArgumentException e) {
            return DIRECT;
        }
        if (origin.isLoopback() || exceptions.covers(origin)) {
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
        // Whoever asked gets the exception.
    }

    /** The user and password for a proxy, if its variable names them. */
    Optional<ProxyAddress> credentialsFor(Proxy proxy) {
        return byScheme.values().stream()
                .filter(address -> address.proxy().equals(proxy) && address.hasUser())
                .findFirst();
    }
}

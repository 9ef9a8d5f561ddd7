package dev.latchkey.okhttp;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Sends a proxy the user and password from its variable without waiting to be asked; otherwise uses Java's own authenticator. */
final class ProxyAuthenticator implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    private final EnvironmentProxies proxies;

    ProxyAuthenticator(EnvironmentProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        Request refused = response.request();
        if (route == null || refused.header(HEADER) != null) {
            return null;
        }
        ProxyAddress known = proxies.credentialsFor(route.proxy()).orElse(null);
        if (known == null) {
            return javas(route, response).map(basic -> with(refused, basic)).orElse(null);
        }
        return with(refused, Credentials.basic(known.user(), known.password().reveal(), StandardCharsets.UTF_8));
    }

    private static Request with(Request refused, String basic) {
        return refused.newBuilder().header(HEADER, basic).build();
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
                .map(known ->
                        Credentials.basic(known.getUserName(), new String(known.getPassword()), StandardCharsets.UTF_8))
                .findFirst();
    }
}

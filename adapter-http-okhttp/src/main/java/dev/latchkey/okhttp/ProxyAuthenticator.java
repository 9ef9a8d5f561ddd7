package dev.latchkey.okhttp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Gives a proxy the user and password from its variable, ahead of being asked; else what Java's own authenticator has. */
final class ProxyAuthenticator implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    private final EnvironmentProxies proxies;

    ProxyAuthenticator(EnvironmentProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        Request refused = response.request();
        if (route == null || refused.header(HEADER) != null) {
            return null;
        }
        ProxyAddress known = proxies.credentialsFor(route.proxy()).orElse(null);
        if (known == null) {
            return Authenticator.JAVA_NET_AUTHENTICATOR.authenticate(route, response);
        }
        String basic = Credentials.basic(known.user(), known.password().reveal(), StandardCharsets.UTF_8);
        return refused.newBuilder().header(HEADER, basic).build();
    }
}

package dev.latchkey.cli.quick;

import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Uris;
import dev.latchkey.okhttp.OkHttpTransport;
import java.math.BigDecimal;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Loads what a renewal will need while the command line proper is still on its way to it. */
final class WarmUp implements Runnable {
    private final URI server;

    private WarmUp(URI server) {
        this.server = server;
    }

    /** Begins, on a thread of its own, and returns at once. */
    static void forRenewal(OAuthProvider provider) {
        URI server = server(provider);
        if (server != null) {
            Thread thread = new Thread(new WarmUp(server), "latchkey-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static @Nullable URI server(OAuthProvider provider) {
        String issuer = provider.issuer();
        if (issuer != null) {
            return Uris.parse(issuer).orElse(null);
        }
        Endpoints endpoints = provider.endpoints();
        return endpoints == null ? null : endpoints.token();
    }

    @Override
    public void run() {
        OkHttpTransport.warmUp(server);
        // What a new session is written with; on JDK 25 it takes longer to load than to renew takes.
        BigDecimal.ONE.precision();
    }
}

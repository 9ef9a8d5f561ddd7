package dev.latchkey.okhttp;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/**
 * How to reach servers: whom to trust, through which proxy, under what name. Immutable.
 *
 * <pre>{@code
 * ClientSettings settings = ClientSettings.builder()
 *         .environment(System.getenv())
 *         .trustAlso(Files.readString(caFile))
 *         .build();
 * }</pre>
 */
public final class ClientSettings {
    private final String userAgent;
    private final EnvironmentProxies proxies;
    private final List<X509Certificate> authorities;

    private ClientSettings(Builder builder) {
        userAgent = builder.userAgent;
        proxies = builder.proxies;
        authorities = List.copyOf(builder.authorities);
    }

    /** The system's authorities, the proxies of Java's properties. */
    public static ClientSettings defaults() {
        return builder().build();
    }

    /** A builder that starts with {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A new client with these settings, and else with OkHttp's own; its threads do not hold the JVM.
     *
     * @throws IllegalStateException if this JVM cannot do TLS, or its own authorities cannot be read
     */
    public OkHttpClient newClient() {
        OkHttpClient.Builder client = newBuilder();
        if (!authorities.isEmpty()) {
            X509TrustManager trusted = Authorities.systemAnd(authorities);
            client.sslSocketFactory(Authorities.socketFactory(trusted), trusted);
        }
        return client.build();
    }

    /** The proxy, {@code host:port}, through which a server is reached; empty if it is reached directly. */
    public Optional<String> proxyFor(URI server) {
        return ProxyAddress.shown(proxies, server);
    }

    /** All of these settings but for whom to trust. */
    OkHttpClient.Builder newBuilder() {
        return new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(DaemonThreads.pool("latchkey-okhttp")))
                .dns(new LoopbackDns(Dns.SYSTEM))
                .proxySelector(proxies)
                .proxyAuthenticator(new ProxyAuthenticator(proxies))
                .addInterceptor(new UserAgentInterceptor(userAgent));
    }

    /** Makes settings. Used by one thread. */
    public static final class Builder {
        private String userAgent = "latchkey";
        private EnvironmentProxies proxies = EnvironmentProxies.of(Map.of());
        private final List<X509Certificate> authorities = new ArrayList<>();

        private Builder() {}

        /** What to send as {@code User-Agent} where a request does not say. */
        public Builder userAgent(String name) {
            userAgent = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Takes the proxies from {@code HTTPS_PROXY} and {@code HTTP_PROXY}, else from {@code ALL_PROXY}, and the exceptions
         * from {@code NO_PROXY}, the names in small letters going first. Where they name none, Java's own settings count ({@code -Dhttps.proxyHost}). This machine itself is
         * never reached through a proxy.
         *
         * @param variables all of the environment, or just these
         * @throws IllegalArgumentException if one of them is no proxy's address; the message names the variable
         */
        public Builder environment(Map<String, String> variables) {
            proxies = EnvironmentProxies.of(variables);
            return this;
        }

        /**
         * Trusts the authorities of these certificates as well, beside the system's own.
         *
         * @param pem one or more certificates in PEM; what lies between them is skipped
         * @throws IllegalArgumentException if there is none in it, or one that cannot be read
         */
        public Builder trustAlso(String pem) {
            authorities.addAll(PemCertificates.in(pem));
            return this;
        }

        /** The settings. */
        public ClientSettings build() {
            return new ClientSettings(this);
        }
    }
}

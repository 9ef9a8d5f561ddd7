package dev.latchkey.okhttp;

import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * How to reach servers: whom to trust, through which proxy, under what name. Immutable.
 *
 * <pre>{@code
 * ClientSettings settings = ClientSettings.builder()
 *         .environment(System.getenv())
 *         .trustAlso(caFile)
 *         .build();
 * }</pre>
 */
public final class ClientSettings {
    private final String userAgent;
    private final EnvironmentProxies proxies;
    private final List<X509Certificate> added;
    /** Read when it is needed: a large file takes longer than a plain exchange with this machine. */
    private final @Nullable Path authoritiesFile;

    private ClientSettings(Builder builder) {
        userAgent = builder.userAgent;
        proxies = builder.proxies;
        added = List.copyOf(builder.authorities);
        authoritiesFile = builder.authoritiesFile;
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
     * @throws IllegalArgumentException if the file of {@code SSL_CERT_FILE} has no certificates
     */
    public OkHttpClient newClient() {
        return trustAuthorities(newBuilder()).build();
    }

    /**
     * The given client with these proxies and authorities, where it has none of its own: a proxy or a selector that it was given
     * stays, and so does a trust manager with other authorities than this JVM's. A client that has a certificate of its own to show
     * loses that if there are authorities to add; OkHttp does not tell that it has one.
     *
     * @throws IllegalStateException if this JVM cannot do TLS, or its own authorities cannot be read
     * @throws IllegalArgumentException if the file of {@code SSL_CERT_FILE} has no certificates
     */
    public OkHttpClient applyTo(OkHttpClient base) {
        OkHttpClient.Builder client = base.newBuilder();
        if (base.proxy() == null && base.proxySelector() == ProxySelector.getDefault()) {
            client.proxySelector(proxies);
            if (base.proxyAuthenticator() == Authenticator.NONE) {
                client.proxyAuthenticator(new ProxyAuthenticator(proxies));
            }
        }
        return Authorities.areSystems(base.x509TrustManager())
                ? trustAuthorities(client).build()
                : client.build();
    }

    private OkHttpClient.Builder trustAuthorities(OkHttpClient.Builder client) {
        List<X509Certificate> authorities = new ArrayList<>(added);
        if (authoritiesFile != null) {
            authorities.addAll(PemCertificates.in(authoritiesFile));
        }
        if (authorities.isEmpty()) {
            return client;
        }
        X509TrustManager trusted = Authorities.systemAnd(authorities);
        return client.sslSocketFactory(Authorities.socketFactory(trusted), trusted);
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
        private static final String AUTHORITIES_VARIABLE = "SSL_CERT_FILE";

        private String userAgent = "latchkey";
        private EnvironmentProxies proxies = EnvironmentProxies.of(Map.of());
        private final List<X509Certificate> authorities = new ArrayList<>();
        private @Nullable Path authoritiesFile;

        private Builder() {}

        /** What to send as {@code User-Agent} where a request does not say. */
        public Builder userAgent(String name) {
            userAgent = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Takes the proxies from {@code HTTPS_PROXY} and {@code HTTP_PROXY}, else from {@code ALL_PROXY}, and the exceptions
         * from {@code NO_PROXY}, the names in small letters going first. Where they name none, Java's own settings count ({@code -Dhttps.proxyHost}). This machine itself is
         * never reached through a proxy. Trusts the authorities in the file that {@code SSL_CERT_FILE} names, in addition to the
         * system's; the file is read when a client is made.
         *
         * @param variables all of the environment, or just these; an empty one counts as unset
         * @throws IllegalArgumentException if one of them is no proxy's address, or no file that can be read; the message names
         *     the variable
         */
        public Builder environment(Map<String, String> variables) {
            proxies = EnvironmentProxies.of(variables);
            String file = variables.getOrDefault(AUTHORITIES_VARIABLE, "");
            authoritiesFile = file.isEmpty() ? null : Path.of(file);
            if (authoritiesFile != null && !Files.isReadable(authoritiesFile)) {
                throw new IllegalArgumentException(
                        AUTHORITIES_VARIABLE + " names a file of certificates that cannot be read");
            }
            return this;
        }

        /**
         * Trusts the authorities whose certificates are in this file, in addition to the system's.
         *
         * @throws IllegalArgumentException if it cannot be read, or as {@link #trustAlso(String)}; the message names the file
         */
        public Builder trustAlso(Path pemFile) {
            authorities.addAll(PemCertificates.in(pemFile));
            return this;
        }

        /**
         * Trusts the authorities of these certificates, in addition to the system's.
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

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
 * How to connect to servers: trusted authorities, proxies and user agent. Immutable.
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
    /** Read when it is needed, because a large file takes longer than a plain exchange with this machine. */
    private final @Nullable Path authoritiesFile;

    private ClientSettings(Builder builder) {
        userAgent = builder.userAgent;
        proxies = builder.proxies;
        added = List.copyOf(builder.authorities);
        authoritiesFile = builder.authoritiesFile;
    }

    /** The system's authorities and the proxies from Java's system properties. */
    public static ClientSettings defaults() {
        return builder().build();
    }

    /** Returns a builder that starts with {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a new client with these settings and otherwise OkHttp's defaults. Its threads do not keep the JVM running.
     *
     * @throws IllegalStateException if this JVM does not support TLS, or its own authorities cannot be read
     * @throws IllegalArgumentException if the file of {@code SSL_CERT_FILE} contains no certificates; the message names both
     */
    public OkHttpClient newClient() {
        return trustAuthorities(newBuilder()).build();
    }

    /**
     * Returns the given client with these proxies and authorities, unless it has its own: it keeps a proxy or a proxy selector, and a trust
     * manager with other authorities than this JVM's. If authorities are added, a client certificate is lost, because OkHttp does not
     * expose it.
     *
     * @throws IllegalStateException if this JVM does not support TLS, or its own authorities cannot be read
     * @throws IllegalArgumentException if the file of {@code SSL_CERT_FILE} contains no certificates; the message names both
     */
    public OkHttpClient applyTo(OkHttpClient base) {
        OkHttpClient.Builder client = base.newBuilder();
        if (base.proxy() == null && base.proxySelector() == ProxySelector.getDefault()) {
            client.proxySelector(proxies);
            if (base.proxyAuthenticator() == Authenticator.NONE) {
                client.proxyAuthenticator(new ProxyAuthenticator(proxies));
            }
        }
        boolean adds = !added.isEmpty() || authoritiesFile != null;
        return adds && Authorities.areSystems(base.x509TrustManager())
                ? trustAuthorities(client).build()
                : client.build();
    }

    private OkHttpClient.Builder trustAuthorities(OkHttpClient.Builder client) {
        List<X509Certificate> authorities = new ArrayList<>(added);
        if (authoritiesFile != null) {
            try {
                authorities.addAll(PemCertificates.in(authoritiesFile));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(Builder.AUTHORITIES_VARIABLE + ": " + e.getMessage(), e);
            }
        }
        if (authorities.isEmpty()) {
            return client;
        }
        X509TrustManager trusted = Authorities.systemAnd(authorities);
        return client.sslSocketFactory(Authorities.socketFactory(trusted), trusted);
    }

    /** The proxy used for a server, as {@code host:port}; empty for a direct connection. */
    public Optional<String> proxyFor(URI server) {
        return ProxyAddress.shown(proxies, server);
    }

    /** All settings except the trusted authorities. */
    OkHttpClient.Builder newBuilder() {
        return new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(DaemonThreads.pool("latchkey-okhttp")))
                .dns(new LoopbackDns(Dns.SYSTEM))
                .proxySelector(proxies)
                .proxyAuthenticator(new ProxyAuthenticator(proxies))
                .addInterceptor(new UserAgentInterceptor(userAgent));
    }

    /** Builds {@link ClientSettings}. Not safe for use by several threads. */
    public static final class Builder {
        private static final String AUTHORITIES_VARIABLE = "SSL_CERT_FILE";

        private String userAgent = "latchkey";
        private EnvironmentProxies proxies = EnvironmentProxies.of(Map.of());
        private final List<X509Certificate> authorities = new ArrayList<>();
        private @Nullable Path authoritiesFile;

        private Builder() {}

        /** Sets the {@code User-Agent} for requests that do not have one. */
        public Builder userAgent(String name) {
            userAgent = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Uses the proxies in {@code HTTPS_PROXY} and {@code HTTP_PROXY}, or else in {@code ALL_PROXY}, with the exceptions in
         * {@code NO_PROXY}. Lower-case names take precedence. If no variable names a proxy, Java's own settings apply
         * ({@code -Dhttps.proxyHost}). This machine itself is never reached through a proxy. The authorities in the file that
         * {@code SSL_CERT_FILE} names are trusted in addition to the system's; the file is read when a client is created.
         *
         * @param variables the environment, or only these variables; an empty one counts as unset
         * @throws IllegalArgumentException if a variable is not a valid proxy address or does not name a readable file; the message names
         *     the variable
         */
        public Builder environment(Map<String, String> variables) {
            proxies = EnvironmentProxies.of(variables);
            String file = variables.getOrDefault(AUTHORITIES_VARIABLE, "");
            authoritiesFile = file.isEmpty() ? null : Path.of(file);
            if (authoritiesFile != null && !Files.isReadable(authoritiesFile)) {
                throw new IllegalArgumentException(
                        AUTHORITIES_VARIABLE + " names " + file + ", which does not exist or cannot be read");
            }
            return this;
        }

        /**
         * Trusts the authorities whose certificates are in this file, in addition to the system's.
         *
         * @throws IllegalArgumentException if the file cannot be read, or for the reasons of {@link #trustAlso(String)}; the message names
         *     the file
         */
        public Builder trustAlso(Path pemFile) {
            authorities.addAll(PemCertificates.in(pemFile));
            return this;
        }

        /**
         * Trusts the authorities with these certificates, in addition to the system's.
         *
         * @param pem one or more certificates in PEM; text between them is ignored
         * @throws IllegalArgumentException if it contains no certificate, or one that cannot be read
         */
        public Builder trustAlso(String pem) {
            authorities.addAll(PemCertificates.in(pem));
            return this;
        }

        /** Builds the settings. */
        public ClientSettings build() {
            return new ClientSettings(this);
        }
    }
}

package dev.latchkey.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
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
    private static final long KEEP_ALIVE_SECONDS = 5;

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
                client.proxyAuthenticator(proxies);
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
                authorities.addAll(Authorities.in(authoritiesFile));
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
        return EnvironmentProxies.shown(proxies, server);
    }

    /** All settings except the trusted authorities. */
    OkHttpClient.Builder newBuilder() {
        return new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(daemons("latchkey-okhttp")))
                .dns(new LoopbackDns(Dns.SYSTEM))
                .proxySelector(proxies)
                .proxyAuthenticator(proxies)
                .addInterceptor(new UserAgentInterceptor(userAgent));
    }

    /**
     * A pool that runs every task at once on a thread of its own, and has no threads when it is idle. They do not keep the JVM running, as
     * OkHttp's own would for a minute.
     */
    static ExecutorService daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Adds the {@code User-Agent} to requests that do not have one. */
    private record UserAgentInterceptor(String userAgent) implements Interceptor {
        private static final String HEADER = "User-Agent";

        @Override
        public Response intercept(Chain chain) throws IOException {
            Request request = chain.request();
            return chain.proceed(
                    request.header(HEADER) != null
                            ? request
                            : request.newBuilder().header(HEADER, userAgent).build());
        }
    }

    /**
     * Resolves {@code localhost} and the names below it only to this machine, whatever a resolver says (RFC 6761 §6.3). No record, because
     * OkHttp hashes it, and JDK 25 generates a record's own method at run time.
     */
    static final class LoopbackDns implements Dns {
        private static final byte[] IPV4 = {127, 0, 0, 1};
        private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

        private final Dns others;

        /** @param others resolves names; for localhost, only its loopback addresses are used */
        LoopbackDns(Dns others) {
            this.others = others;
        }

        @Override
        public List<InetAddress> lookup(String hostname) throws UnknownHostException {
            String host = hostname.toLowerCase(Locale.ROOT);
            if (!host.equals("localhost") && !host.endsWith(".localhost")) {
                return others.lookup(hostname);
            }
            // Prefer the hosts file: adding an address where nothing listens would hide why the other one failed.
            List<InetAddress> known = loopback(host);
            return known.isEmpty()
                    ? List.of(InetAddress.getByAddress(host, IPV4), InetAddress.getByAddress(host, IPV6))
                    : known;
        }

        private List<InetAddress> loopback(String host) {
            try {
                return others.lookup(host).stream()
                        .filter(InetAddress::isLoopbackAddress)
                        .toList();
            } catch (UnknownHostException e) {
                return List.of();
            }
        }
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
            authorities.addAll(Authorities.in(pemFile));
            return this;
        }

        /**
         * Trusts the authorities with these certificates, in addition to the system's.
         *
         * @param pem one or more certificates in PEM; text between them is ignored
         * @throws IllegalArgumentException if it contains no certificate, or one that cannot be read
         */
        public Builder trustAlso(String pem) {
            authorities.addAll(Authorities.in(pem));
            return this;
        }

        /** Builds the settings. */
        public ClientSettings build() {
            return new ClientSettings(this);
        }
    }
}

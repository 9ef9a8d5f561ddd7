package dev.latchkey.okhttp;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.Origin;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp without all that it would do on top of one exchange: one client for {@code https}, one for {@code http}, each made when
 * it is first needed. For TLS all of the system's certificates are read, which a plain exchange with this machine need not wait
 * for. Safe for use by several threads.
 */
final class ExchangeClients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ClientSettings settings;
    private @Nullable OkHttpClient secure; // guarded by this
    private @Nullable OkHttpClient plain; // guarded by this

    ExchangeClients(ClientSettings settings) {
        this.settings = settings;
    }

    /** The client for this address. */
    OkHttpClient of(URI uri) throws TransportException {
        return "https".equalsIgnoreCase(uri.getScheme()) ? secure(uri) : plain();
    }

    private synchronized OkHttpClient secure(URI uri) throws TransportException {
        OkHttpClient made = secure;
        if (made == null) {
            made = madeSecure(uri);
            secure = made;
        }
        return made;
    }

    private OkHttpClient madeSecure(URI uri) throws TransportException {
        try {
            return restrained(settings.newClient());
        } catch (IllegalArgumentException e) {
            throw new TransportException(
                    Kind.TLS, "no secure connection to " + Origin.of(uri) + ": " + e.getMessage(), false, e);
        } catch (Exception | AssertionError e) {
            // OkHttp lets out what Kotlin does not check, a KeyStoreException among it, or throws an AssertionError.
            throw new TransportException(
                    Kind.TLS,
                    "no secure connection to " + Origin.of(uri) + ": the certificate authorities of this JVM cannot be"
                            + " read; check javax.net.ssl.trustStore, where it is set",
                    false,
                    e);
        }
    }

    private synchronized OkHttpClient plain() {
        OkHttpClient made = plain;
        if (made == null) {
            made = restrained(settings.newBuilder()
                    .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                    .build());
            plain = made;
        }
        return made;
    }

    private static OkHttpClient restrained(OkHttpClient client) {
        return client.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                // A connection of its own for each exchange: one that was kept may have been closed by the server just
                // now, and then nobody knows whether a rotating token was taken. TLS sessions are resumed all the same.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(CONNECT_TIMEOUT)
                // The limit of the whole call is the limit of each part of it.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addNetworkInterceptor(new OneExchangeInterceptor())
                .build();
    }
}

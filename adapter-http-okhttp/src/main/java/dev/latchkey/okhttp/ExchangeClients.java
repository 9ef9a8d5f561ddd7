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
 * OkHttp clients without the features that go beyond one exchange: one client for {@code https} and one for {@code http}, each created on
 * first use. TLS requires reading all of the system's certificates, which a plain exchange with this machine need not wait for. Safe for
 * use by several threads.
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
            // OkHttp throws exceptions that Kotlin does not check, such as KeyStoreException, or an AssertionError.
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
                // Use a new connection for each exchange: the server may just have closed an idle one, and then we
                // could not tell whether it accepted a rotating token. TLS sessions are still resumed.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(CONNECT_TIMEOUT)
                // The timeout of the whole call covers each part of it.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addNetworkInterceptor(new SendGate.OneExchangeInterceptor())
                .build();
    }
}

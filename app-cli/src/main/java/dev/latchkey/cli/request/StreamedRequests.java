package dev.latchkey.cli.request;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.port.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Makes requests with credentials and streams what comes back, byte for byte. */
public final class StreamedRequests {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int BUFFER = 64 << 10;

    private final OkHttpClient client;
    private final InputStream piped;

    private StreamedRequests(
            ClientSettings settings, RequestAuthorizer authorizer, Interceptor telling, InputStream piped) {
        OkHttpClient base = settings.newClient()
                .newBuilder()
                // A download may take its time, as long as something comes.
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ofSeconds(60))
                .addNetworkInterceptor(telling)
                .build();
        this.client = AuthorizedClient.of(base, authorizer);
        this.piped = Objects.requireNonNull(piped, "piped");
    }

    /**
     * Makes requests and tells nothing of them.
     *
     * @param authorizer where the credentials come from
     * @param piped the body of {@code -d @-}
     */
    public static StreamedRequests quiet(ClientSettings settings, RequestAuthorizer authorizer, InputStream piped) {
        return new StreamedRequests(settings, authorizer, chain -> chain.proceed(chain.request()), piped);
    }

    /** Makes requests and tells of each exchange; the body of {@code -d @-} is what is piped into the terminal. */
    public static StreamedRequests telling(
            ClientSettings settings, RequestAuthorizer authorizer, Terminal terminal, TimeSource time) {
        return new StreamedRequests(settings, authorizer, new TellingInterceptor(terminal, time), terminal.in());
    }

    /**
     * Makes the request and writes the body that comes back, whatever the status.
     *
     * @return the status
     * @throws UsageException if the request makes no sense
     * @throws UnreachableException if nothing came back, or not all of it
     * @throws AuthException if the credentials cannot be had
     */
    public int send(RequestSpec spec, PrintStream out) {
        Request request = request(spec);
        try (Response response = client.newCall(request).execute()) {
            copy(response.body(), out);
            return response.code();
        } catch (IOException e) {
            if (e.getCause() instanceof AuthException reason) {
                throw reason;
            }
            throw RequestFailures.of(spec.target(), e);
        }
    }

    private Request request(RequestSpec spec) {
        try {
            Headers.Builder headers = new Headers.Builder();
            spec.headers().forEach(headers::add);
            Headers built = headers.build();
            return new Request.Builder()
                    .url(spec.target().toURL())
                    .headers(built)
                    .method(spec.method(), body(spec, built))
                    .build();
        } catch (IllegalArgumentException | IOException e) {
            throw new UsageException(
                    "The request makes no sense: check the URL, the method, and the headers, which look"
                            + " like \"Name: value\".",
                    e);
        }
    }

    private @Nullable RequestBody body(RequestSpec spec, Headers headers) {
        String data = spec.data();
        if (data == null) {
            return needsBody(spec.method()) ? RequestBody.create(new byte[0], null) : null;
        }
        String type = headers.get("Content-Type");
        return Bodies.of(data, MediaType.parse(type == null ? FORM : type), piped);
    }

    private static boolean needsBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    private static void copy(ResponseBody body, PrintStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = body.byteStream()) {
            int read = in.read(buffer);
            // Whoever read this may have seen enough and gone.
            while (read >= 0 && !out.checkError()) {
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
        }
        out.flush();
    }
}

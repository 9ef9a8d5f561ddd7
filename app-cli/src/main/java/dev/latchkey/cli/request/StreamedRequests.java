package dev.latchkey.cli.request;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpMethods;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.oauth.Uris;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.ProxyFailures;
import dev.latchkey.port.RequestAuthorizer;
import jakarta.inject.Provider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** Sends requests with credentials and streams the response body unchanged. With {@code --verbose}, logs each exchange. */
public record StreamedRequests(
        Provider<ClientSettings> settings, Options options, Terminal terminal, Environment environment) {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int BUFFER = 64 << 10;

    /** The response; whether its body is empty or ends with a line break. */
    public record Answer(int status, boolean endsWithLine) {}

    /**
     * Sends the request and writes the response body, whatever the status.
     *
     * @param headers lines such as {@code Accept: text/plain}, in order
     * @param data the body: a text, {@code @FILE}, or {@code @-} for standard input; null for none
     */
    public Answer send(
            RequestAuthorizer authorizer,
            String method,
            URI target,
            List<String> headers,
            @Nullable String data,
            PrintStream out) {
        Request request = request(method, target, headers, data);
        try (Response response = client(authorizer).newCall(request).execute()) {
            return new Answer(response.code(), copy(response.body(), out));
        } catch (IOException e) {
            if (e.getCause() instanceof AuthException reason) {
                throw reason;
            }
            throw new UnreachableException(
                    Uris.shown(target) + " could not be reached, or broke off: " + why(e) + ".", null, e);
        }
    }

    private OkHttpClient client(RequestAuthorizer authorizer) {
        OkHttpClient.Builder base = plainClient()
                .newBuilder()
                // A download may take long, as long as data keeps arriving.
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ofSeconds(60));
        if (options.has("verbose")) {
            base.addNetworkInterceptor(this::tell);
        }
        return AuthorizedClient.of(base.build(), new InteractivePolicy(authorizer), environment.time());
    }

    private OkHttpClient plainClient() {
        try {
            return settings.get().newClient();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + ".", e); // The file of SSL_CERT_FILE is read only now.
        }
    }

    /** Logs one line: method, URL without its query, status, time; never a header or a body. */
    private Response tell(Interceptor.Chain chain) throws IOException {
        long start = environment.time().monotonicNanos();
        Response response = chain.proceed(chain.request());
        long millis = (environment.time().monotonicNanos() - start) / 1_000_000;
        terminal.note("latchkey: " + chain.request().method() + " "
                + Uris.shown(chain.request().url().uri()) + ": status " + response.code() + " after " + millis + " ms");
        return response;
    }

    private Request request(String method, URI target, List<String> lines, @Nullable String data) {
        try {
            Headers.Builder headers = new Headers.Builder();
            lines.forEach(headers::add);
            Headers built = headers.build();
            return new Request.Builder()
                    .url(target.toURL())
                    .headers(built)
                    .method(method, body(method, built, data))
                    .build();
        } catch (IllegalArgumentException | IOException e) {
            throw new UsageException(
                    "The request makes no sense: check the URL, the method, and the headers, which look"
                            + " like \"Name: value\".",
                    e);
        }
    }

    private @Nullable RequestBody body(String method, Headers headers, @Nullable String data) {
        if (data == null) {
            return HttpMethods.alwaysHasBody(method) ? RequestBody.create(new byte[0], null) : null;
        }
        String type = headers.get("Content-Type");
        MediaType media = MediaType.parse(type == null ? FORM : type);
        if (data.equals("@-")) {
            return piped(terminal.in(), media);
        }
        return data.startsWith("@")
                ? RequestBody.create(file(data.substring(1)), media)
                // As bytes: for a string, OkHttp would add its charset to the media type.
                : RequestBody.create(data.getBytes(StandardCharsets.UTF_8), media);
    }

    private static File file(String name) {
        File file = new File(name);
        if (!file.canRead() || file.isDirectory()) {
            throw new UsageException("The file of -d, " + name + ", cannot be read.");
        }
        return file;
    }

    /** Copies the body; returns whether it is empty or ends with a line break. */
    private static boolean copy(ResponseBody body, PrintStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        byte last = '\n';
        try (InputStream in = body.byteStream()) {
            int read = in.read(buffer);
            // The reader of the output may have closed it.
            while (read >= 0 && !out.checkError()) {
                out.write(buffer, 0, read);
                last = read > 0 ? buffer[read - 1] : last;
                read = in.read(buffer);
            }
        }
        out.flush();
        return last == '\n';
    }

    /** A message for a person. The exception's own message may contain anything. */
    private static String why(IOException failure) {
        String proxy = ProxyFailures.explain(failure).orElse(null);
        if (proxy != null) {
            return proxy;
        }
        if (failure instanceof UnknownHostException) {
            return "cannot resolve its host. Check the URL and the network";
        }
        if (failure instanceof ConnectException) {
            return "nothing answers there. Check the URL and whether the service runs";
        }
        if (failure instanceof SSLException) {
            return "its certificate is not trusted here, or the secure connection failed. If it should be trusted, add"
                    + " the authority's certificate with --ca-file";
        }
        if (failure instanceof InterruptedIOException) {
            return "it took too long. Try again later";
        }
        return "the connection failed (" + failure.getClass().getSimpleName() + "). Try again later";
    }

    /** A body that can be sent only once. */
    private static RequestBody piped(InputStream in, @Nullable MediaType type) {
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return type;
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                try (Source source = Okio.source(in)) {
                    sink.writeAll(source);
                }
            }
        };
    }

    /**
     * The library's policy for an interactive user: a failure to connect is reported at once instead of being retried. Usually the
     * address is wrong or the service is not running, and waiting some seconds does not help.
     */
    private record InteractivePolicy(RequestAuthorizer policy) implements RequestAuthorizer {
        @Override
        public Credentials authorize(String method, URI target) {
            return policy.authorize(method, target);
        }

        @Override
        public Verdict afterReply(SentRequest sent, HttpReply reply, Instant at) {
            return policy.afterReply(sent, reply, at);
        }

        @Override
        public Verdict afterFailure(SentRequest sent, TransportException failure) {
            return failure.requestMayHaveBeenSent() ? policy.afterFailure(sent, failure) : Verdict.passOn();
        }
    }
}

package dev.latchkey.bitfount;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.AuthException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds and sends a request to the hub or the access manager.
 *
 * <pre>{@code
 * HttpReply reply = session.request("POST", url)
 *         .parameter("page", "2")
 *         .body(new HttpBody("application/json", Secret.of(json)))
 *         .timeout(Duration.ofMinutes(2))
 *         .send();
 * }</pre>
 *
 * Used by one thread.
 */
public final class BitfountRequest {
    private static final int REPLY_LIMIT = 16 << 20;

    private final BitfountInstallation installation;
    private final Function<HttpCall, HttpReply> sender;
    private final String method;
    private final StringBuilder url;
    private final List<HttpHeader> headers = new ArrayList<>();
    private @Nullable HttpBody body;
    private Duration timeout = HttpCall.DEFAULT_TIMEOUT;
    private char separator;

    BitfountRequest(BitfountInstallation installation, Function<HttpCall, HttpReply> sender, String method, URI url) {
        this.installation = installation;
        this.sender = sender;
        this.method = method.toUpperCase(Locale.ROOT);
        this.url = new StringBuilder(url.toString());
        this.separator = url.getRawQuery() == null ? '?' : '&';
    }

    /** Adds a form-encoded parameter to the URL's query, after what the query already contains. */
    public BitfountRequest parameter(String name, String value) {
        url.append(separator).append(encoded(name)).append('=').append(encoded(value));
        separator = '&';
        return this;
    }

    /** Adds a header. An {@code Authorization} header or API key replaces the session's. */
    public BitfountRequest header(HttpHeader header) {
        headers.add(Objects.requireNonNull(header, "header"));
        return this;
    }

    /** Sets the body, which is text. For other bodies, use the authorized client of the HTTP adapter. */
    public BitfountRequest body(HttpBody newBody) {
        body = Objects.requireNonNull(newBody, "body");
        return this;
    }

    /**
     * Sets the maximum duration of each exchange with the server, positive; the default is 30 seconds. It applies to each repetition
     * separately.
     */
    public BitfountRequest timeout(Duration newTimeout) {
        timeout = Objects.requireNonNull(newTimeout, "timeout");
        return this;
    }

    /**
     * Sends the request with credentials, by the policy of {@link BitfountSession#authorizer()}: renewed first if necessary, repeated after
     * a 401 and after transient failures.
     *
     * @return the reply, whatever its status; up to 16 MiB
     * @throws AuthEnvironmentException if the URL does not belong to this environment, or uses plain HTTP to another machine
     * @throws IllegalArgumentException if the URL contains user information or a fragment, the method is not one or does not allow a body, or the time
     *     limit is not positive
     * @throws AuthException if there are no credentials, or no reply was received
     */
    public HttpReply send() {
        HttpCall call = HttpCall.of(method, URI.create(url.toString()), headers)
                .withBody(body)
                .withTimeout(timeout)
                .withReplyLimit(REPLY_LIMIT);
        if (Origin.findProtected(call.uri())
                .filter(installation.apiKeyOrigins()::containsKey)
                .isEmpty()) {
            throw new AuthEnvironmentException("Credentials do not go to "
                    + DisplayText.clean(Origin.of(call.uri()).toString(), 100)
                    + ", but only to the hub (" + installation.hub() + ") and the access manager ("
                    + installation.accessManager() + ") of this environment, over HTTPS or on this machine. Check the"
                    + " URL and " + BitfountEnvironment.VARIABLE + ".");
        }
        return sender.apply(call);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

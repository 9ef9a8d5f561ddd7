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
 * A request to the hub or the access manager, put together step by step.
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

    /** Adds a parameter to the URL's query, encoded as a form's; after what the query has already. */
    public BitfountRequest parameter(String name, String value) {
        url.append(separator).append(encoded(name)).append('=').append(encoded(value));
        separator = '&';
        return this;
    }

    /** Adds a header; an {@code Authorization} or API key goes in place of the session's. */
    public BitfountRequest header(HttpHeader header) {
        headers.add(Objects.requireNonNull(header, "header"));
        return this;
    }

    /** The body, which is text; for anything else use the authorised client of the HTTP adapter. */
    public BitfountRequest body(HttpBody newBody) {
        body = Objects.requireNonNull(newBody, "body");
        return this;
    }

    /** The longest that each exchange with the server may take, positive; 30 seconds without it. Repetitions take as long again. */
    public BitfountRequest timeout(Duration newTimeout) {
        timeout = Objects.requireNonNull(newTimeout, "timeout");
        return this;
    }

    /**
     * Sends it with credentials, by the policy that {@link BitfountSession#authorizer()} has: renewed first if need be, repeated after
     * a 401 and after failures that pass.
     *
     * @return the reply, whatever its status; up to 16 MiB
     * @throws AuthEnvironmentException if the URL is not this environment's, or plain HTTP to another machine
     * @throws IllegalArgumentException if the URL holds user information or a fragment, the method has no body, or the time limit is not positive
     * @throws AuthException if there are no credentials, or no reply came
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

package dev.latchkey.oauth;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Makes the calls to one provider's server, as our client at it. */
final class OAuthCalls {
    private final OAuthProvider provider;
    private final HttpTransport http;
    private final TimeSource time;
    private final ReplyParser reader;

    OAuthCalls(OAuthProvider provider, HttpTransport http, Json json, TimeSource time) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.http = Objects.requireNonNull(http, "http");
        this.time = Objects.requireNonNull(time, "time");
        this.reader =
                new ReplyParser(json).knowing(provider.sessionEndingErrors()).redacting(clientSecrets(provider));
    }

    ReplyParser reader() {
        return reader;
    }

    long nowMillis() {
        return time.epochMillis();
    }

    /** Posts a form with our client's authentication (RFC 6749 §2.3). */
    HttpReply post(URI endpoint, Form form) throws TransportException {
        List<HttpHeader> headers = new ArrayList<>();
        // Some servers answer in form encoding unless they are told.
        headers.add(HttpHeader.of("Accept", "application/json"));
        ClientAuthentication authentication = provider.clientAuthentication();
        if (authentication instanceof ClientAuthentication.SecretBasic basic) {
            headers.add(new HttpHeader("Authorization", Secret.of("Basic " + basicCredentials(provider, basic))));
        } else {
            form.with("client_id", provider.clientId());
            if (authentication instanceof ClientAuthentication.SecretPost post) {
                form.with("client_secret", post.clientSecret());
            }
        }
        return http.exchange(HttpCall.post(endpoint, headers, form.toBody()));
    }

    /**
     * Makes a call whose failure has no better meaning than "try later".
     *
     * @throws UnreachableException if no reply came
     * @throws CancelledException if the thread was interrupted
     */
    HttpReply exchange(HttpCall call) {
        try {
            return http.exchange(call);
        } catch (TransportException e) {
            throw unreachable(e);
        }
    }

    /** The failure of an exchange, for a caller outside. */
    static RuntimeException unreachable(TransportException e) {
        if (e.kind() == TransportException.Kind.CANCELLED) {
            return new CancelledException("Cancelled while waiting for a reply.", e);
        }
        return new UnreachableException(String.valueOf(e.getMessage()), null, e);
    }

    /** RFC 6749 §2.3.1: both halves are form-encoded before they are joined and Base64-encoded. */
    private static String basicCredentials(OAuthProvider provider, ClientAuthentication.SecretBasic basic) {
        String pair = Form.encode(provider.clientId()) + ":"
                + Form.encode(basic.clientSecret().reveal());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** In every form in which an answer could quote it. */
    private static List<Secret> clientSecrets(OAuthProvider provider) {
        ClientAuthentication authentication = provider.clientAuthentication();
        if (authentication instanceof ClientAuthentication.SecretBasic basic) {
            return List.of(basic.clientSecret(), Secret.of(basicCredentials(provider, basic)));
        }
        return authentication instanceof ClientAuthentication.SecretPost post
                ? List.of(post.clientSecret())
                : List.of();
    }
}

package dev.latchkey.oauth;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.ClientAuthentication.Kind;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a client's calls to one provider's server. */
final class OAuthCalls {
    private final OAuthProvider provider;
    private final HttpTransport http;
    private final Json json;
    private final TimeSource time;

    OAuthCalls(OAuthProvider provider, HttpTransport http, Json json, TimeSource time) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.http = Objects.requireNonNull(http, "http");
        this.json = Objects.requireNonNull(json, "json");
        this.time = Objects.requireNonNull(time, "time");
    }

    /** Not stored, because there may be ten thousand pending logins. */
    ReplyParser reader() {
        return new ReplyParser(json).knowing(provider.sessionEndingErrors()).redacting(clientSecrets());
    }

    long nowMillis() {
        return time.epochMillis();
    }

    /** Posts a form with the client's authentication (RFC 6749 §2.3). */
    HttpReply post(URI endpoint, Form form, ClientAuthentication authentication) throws TransportException {
        if (authentication.kind() != Kind.SECRET_BASIC) {
            form.with("client_id", provider.clientId());
        }
        if (authentication.kind() == Kind.SECRET_POST) {
            form.with("client_secret", authentication.secret().orElseThrow());
        }
        return http.exchange(HttpCall.post(endpoint, headers(authentication), form.toBody(json)));
    }

    /** Posts a revocation: the form of RFC 7009 §2.1, or the provider's own. */
    HttpReply revoke(URI endpoint, Secret token, String hint, ClientAuthentication authentication)
            throws TransportException {
        Dialect dialect = provider.dialect();
        boolean authenticated = dialect.revocationAuthentication() == Dialect.RevocationAuthentication.CLIENT;
        ClientAuthentication ours = authenticated ? authentication : ClientAuthentication.none();
        HttpBody body;
        if (dialect.revocationBody().isEmpty()) {
            Form form = new Form(dialect).with("token", token).with("token_type_hint", hint);
            if (authenticated) {
                return post(endpoint, form, ours);
            }
            body = form.toBody(json);
        } else {
            Map<String, @Nullable Object> members =
                    JsonTemplate.filled(dialect.revocationBody(), Dialect.TOKEN, token.reveal());
            body = new HttpBody("application/json", json.write(members));
        }
        return http.exchange(HttpCall.post(endpoint, headers(ours), body));
    }

    private List<HttpHeader> headers(ClientAuthentication authentication) {
        // Some servers respond with a form unless told otherwise.
        HttpHeader accept = HttpHeader.of("Accept", "application/json");
        if (authentication.kind() == Kind.SECRET_BASIC) {
            String credentials = basicCredentials(authentication.secret().orElseThrow());
            return List.of(accept, HttpHeader.of("Authorization", "Basic " + credentials));
        }
        return List.of(accept);
    }

    /**
     * Sends a call; reports every failure as "try later".
     *
     * @throws UnreachableException if there was no reply
     * @throws CancelledException if the thread was interrupted
     */
    HttpReply exchange(HttpCall call) {
        try {
            return http.exchange(call);
        } catch (TransportException e) {
            throw e.toAuthException();
        }
    }

    /** RFC 6749 §2.3.1: both parts are form-encoded before they are joined and Base64-encoded. */
    private String basicCredentials(Secret clientSecret) {
        String pair = Form.encode(provider.clientId()) + ":" + Form.encode(clientSecret.reveal());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret in every form in which a response could quote it. */
    private List<Secret> clientSecrets() {
        Optional<Secret> secret = provider.clientAuthentication().secret();
        return secret.isPresent() ? List.of(secret.get(), Secret.of(basicCredentials(secret.get()))) : List.of();
    }
}

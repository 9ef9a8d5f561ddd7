package dev.latchkey.oauth;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One provider's server, as our client sees it: each method is one exchange. Endpoints that are not given are discovered at
 * first use. Safe for use by several threads.
 */
public final class AuthorizationServer {
    private static final String DEVICE_CODE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final OAuthProvider provider;
    private final OAuthCalls calls;
    private volatile @Nullable Endpoints endpoints;

    public AuthorizationServer(OAuthProvider provider, HttpTransport http, Json json, TimeSource time) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.calls = new OAuthCalls(provider, http, json, time);
        this.endpoints = provider.endpoints();
    }

    /**
     * Where the server listens.
     *
     * @throws ServerRefusedException if its metadata is missing or wrong
     * @throws UnreachableException if it could not be asked
     */
    public Endpoints endpoints() {
        Endpoints known = endpoints;
        if (known == null) {
            // Two threads may both ask; the answers are the same.
            known = new Discovery(calls).discover(Objects.requireNonNull(provider.issuer()));
            endpoints = known;
        }
        return known;
    }

    /**
     * Asks for a device code (RFC 8628 §3.1).
     *
     * @throws ServerRefusedException if the server refuses, or does not offer the device code
     * @throws UnreachableException if it could not be reached, or something else answered in its place
     */
    public DeviceAuthorization authorizeDevice() {
        URI endpoint = endpoints().deviceAuthorization();
        if (endpoint == null) {
            throw new ServerRefusedException(
                    "The provider " + provider.name() + " does not offer the device code: "
                            + (provider.endpoints() == null ? "its metadata names" : "there is")
                            + " no device_authorization_endpoint.",
                    "unsupported_grant_type",
                    0);
        }
        Form form = new Form().with("scope", provider.scope()).with("audience", provider.audience());
        provider.resources().forEach(resource -> form.with("resource", resource));
        // Google and some others want the client's id here even when it authenticates in a header (RFC 8628 §3.1).
        if (provider.clientAuthentication().kind() == ClientAuthentication.Kind.SECRET_BASIC) {
            form.with("client_id", provider.clientId());
        }
        try {
            return new DeviceReplies(calls.reader()).read(calls.post(endpoint, form), endpoint, calls.nowMillis());
        } catch (TransportException e) {
            throw OAuthCalls.unreachable(e);
        }
    }

    /**
     * Asks once whether the device code was approved (RFC 8628 §3.4).
     *
     * @throws dev.latchkey.error.CancelledException if the thread was interrupted
     */
    public TokenAnswer redeem(Secret deviceCode) {
        return tokens(new Form().with("grant_type", DEVICE_CODE_GRANT).with("device_code", deviceCode));
    }

    /**
     * Refreshes once (RFC 6749 §6).
     *
     * @throws dev.latchkey.error.CancelledException if the thread was interrupted
     */
    public TokenAnswer refresh(Secret refreshToken) {
        return tokens(new Form().with("grant_type", "refresh_token").with("refresh_token", refreshToken));
    }

    private TokenAnswer tokens(Form form) {
        provider.resources().forEach(resource -> form.with("resource", resource));
        try {
            URI endpoint = endpoints().token();
            HttpReply reply = calls.post(endpoint, form);
            return new TokenResponseReader(calls.reader().redacting(form.secrets()), endpoint)
                    .read(reply, calls.nowMillis());
        } catch (TransportException e) {
            if (e.kind() == TransportException.Kind.CANCELLED) {
                throw OAuthCalls.unreachable(e);
            }
            return new TokenAnswer.TryLater(
                    DisplayText.of(String.valueOf(e.getMessage())), null, e.requestMayHaveBeenSent());
        }
    }

    /** What came of a revocation. */
    public enum Revocation {
        /** The token is not valid any more, now or before. */
        DONE,
        /** The server has no revocation endpoint. */
        NOT_OFFERED,
        /** The server refused, so the token stays valid until it expires. */
        REFUSED,
        /** The server could not be asked, so the token stays valid until it expires. */
        UNREACHABLE
    }

    /**
     * Revokes a token (RFC 7009 §2.1); one that is gone already counts as done.
     *
     * @param hint {@code refresh_token} or {@code access_token}
     * @throws dev.latchkey.error.CancelledException if the thread was interrupted
     */
    public Revocation revoke(Secret token, String hint) {
        try {
            URI endpoint = endpoints().revocation();
            if (endpoint == null) {
                return Revocation.NOT_OFFERED;
            }
            HttpReply reply =
                    calls.post(endpoint, new Form().with("token", token).with("token_type_hint", hint));
            return meaning(reply);
        } catch (TransportException e) {
            if (e.kind() == TransportException.Kind.CANCELLED) {
                throw OAuthCalls.unreachable(e);
            }
            return Revocation.UNREACHABLE;
        } catch (UnreachableException e) {
            return Revocation.UNREACHABLE;
        } catch (ServerRefusedException e) {
            return Revocation.REFUSED;
        }
    }

    private Revocation meaning(HttpReply reply) {
        if (reply.isSuccess()) {
            return Revocation.DONE;
        }
        if (reply.status() >= 500 || reply.status() == 429) {
            return Revocation.UNREACHABLE;
        }
        // RFC 7009 §2.2 answers 200 for an unknown token, but some servers say invalid_grant or invalid_token.
        return calls.reader()
                .object(reply)
                .flatMap(fields -> calls.reader().error(fields, reply.status()))
                .filter(error -> error.is("invalid_grant") || error.is("invalid_token"))
                .map(error -> Revocation.DONE)
                .orElse(Revocation.REFUSED);
    }
}

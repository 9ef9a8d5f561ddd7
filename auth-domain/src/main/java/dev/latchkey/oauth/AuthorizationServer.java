package dev.latchkey.oauth;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.Discovery.Metadata;
import dev.latchkey.oauth.internal.Fields;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client of one provider's server: each method is one exchange. Endpoints that are not given are discovered on first use. Safe for use by
 * several threads.
 */
public final class AuthorizationServer implements LoginServer {
    private static final DisplayText WITHOUT_PKCE =
            DisplayText.of("the server refuses a login with PKCE: this one goes on without it");

    private final OAuthProvider provider;
    private final Dialect dialect;
    private final OAuthCalls calls;
    private final @Nullable RandomGenerator random;
    private volatile @Nullable Metadata discovered; // null until needed, and if the endpoints are given

    public AuthorizationServer(OAuthProvider provider, HttpTransport http, Json json, TimeSource time) {
        this(provider, http, json, time, null); // A SecureRandom is slow to create, so only when needed.
    }

    /** @param random generates the proof of {@link CodeVerifier}; must be unpredictable. Null for a {@link SecureRandom} */
    public AuthorizationServer(
            OAuthProvider provider, HttpTransport http, Json json, TimeSource time, @Nullable RandomGenerator random) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.dialect = provider.dialect();
        this.calls = new OAuthCalls(provider, http, json, time);
        this.random = random;
    }

    private Metadata metadata() {
        Optional<Endpoints> given = provider.endpoints();
        if (given.isPresent()) {
            return Metadata.of(given.get());
        }
        Metadata known = discovered;
        if (known == null) {
            // Two threads may both discover it; the results are the same.
            known = new Discovery(calls).discover(provider);
            discovered = known;
        }
        return known;
    }

    @Override
    public OAuthProvider provider() {
        return provider.endpoints().isPresent() ? provider : provider.describedBy(metadata());
    }

    @Override
    public Endpoints endpoints() {
        Optional<Endpoints> given = provider.endpoints();
        return given.isPresent() ? given.get() : metadata().endpoints();
    }

    /** Requests a device code (RFC 8628 §3.1), with a challenge (RFC 7636) unless the provider's data disables it. */
    @Override
    public DeviceAuthorization authorize() {
        URI endpoint = endpoints().deviceAuthorization().orElse(null);
        if (endpoint == null) {
            throw new ServerRefusedException(
                    "The provider " + provider.name() + " does not offer the device code: "
                            + (provider.endpoints().isEmpty() ? "its metadata names" : "there is")
                            + " no device_authorization_endpoint.",
                    "unsupported_grant_type",
                    0);
        }
        Secret verifier = dialect.pkce() == Dialect.Pkce.OFF
                ? null
                : CodeVerifier.random(random == null ? new SecureRandom() : random);
        try {
            HttpReply reply = askForCode(endpoint, verifier);
            boolean withoutPkce = verifier != null && dialect.pkce() == Dialect.Pkce.AUTO && isRefusalOfPkce(reply);
            if (withoutPkce) {
                // The refusal comes from this server over TLS. Without a challenge, a login is as safe as in RFC 8628.
                reply = askForCode(endpoint, null);
            }
            DeviceAuthorization authorization =
                    new DeviceReplies(calls.reader()).read(reply, endpoint, calls.nowMillis());
            return withoutPkce ? authorization.withWarning(WITHOUT_PKCE) : authorization.withCodeVerifier(verifier);
        } catch (TransportException e) {
            throw e.toAuthException();
        }
    }

    private HttpReply askForCode(URI endpoint, @Nullable Secret verifier) throws TransportException {
        Form form = new Form(dialect)
                .with("scope", provider().scope())
                .with("audience", provider.audience().orElse(null));
        provider.resources().forEach(resource -> form.with("resource", resource));
        ClientAuthentication authentication = authentication();
        // Google and some others require the client ID here even if the client authenticates in a header (RFC 8628
        // §3.1).
        if (authentication.kind() == ClientAuthentication.Kind.SECRET_BASIC) {
            form.with("client_id", provider.clientId());
        }
        if (verifier != null) {
            form.with("code_challenge", CodeVerifier.challenge(verifier)).with("code_challenge_method", "S256");
        }
        addAll(form, dialect.deviceParameters(), null);
        return calls.post(endpoint, form, authentication);
    }

    private boolean isRefusalOfPkce(HttpReply reply) {
        Optional<OAuthError> error = calls.reader().error(reply).filter(one -> one.is("invalid_request"));
        String words = error.map(OAuthError::shown).orElse("").toLowerCase(Locale.ROOT);
        return words.contains("code_challenge") || words.contains("pkce");
    }

    /** Asks once whether the login was approved (RFC 8628 §3.4). */
    @Override
    public TokenResponse redeem(DeviceAuthorization authorization) {
        Form form = new Form(dialect)
                .with("grant_type", dialect.deviceGrantType())
                .with("device_code", authorization.deviceCode());
        authorization.codeVerifier().ifPresent(verifier -> form.with("code_verifier", verifier));
        return tokens(form, dialect.pollParameters(), authorization.userCode());
    }

    /** Refreshes once (RFC 6749 §6). */
    @Override
    public TokenResponse refresh(Secret refreshToken) {
        Form form = new Form(dialect).with("grant_type", "refresh_token").with("refresh_token", refreshToken);
        return tokens(form, dialect.refreshParameters(), null);
    }

    private TokenResponse tokens(Form form, Map<String, String> parameters, @Nullable String userCode) {
        // Loops, because JDK 25 generates code for some lambdas at run time, in each process that renews.
        for (String resource : provider.resources()) {
            form.with("resource", resource);
        }
        addAll(form, parameters, userCode);
        try {
            boolean isPoll = userCode != null;
            Optional<URI> pollEndpoint = isPoll ? dialect.pollEndpoint() : Optional.empty();
            URI endpoint =
                    pollEndpoint.isPresent() ? pollEndpoint.get() : endpoints().token();
            HttpReply reply = calls.post(endpoint, form, authentication());
            ReplyParser parser = calls.reader().redacting(form.secrets());
            return new TokenResponseReader(isPoll ? parser.polling(dialect) : parser, endpoint)
                    .read(reply, calls.nowMillis());
        } catch (TransportException e) {
            // A later try does not make a certificate trusted. A poll is repeated all the same, because the certificate
            // may
            // be that of another network's login page.
            if (e.kind() == Kind.CANCELLED || e.kind() == Kind.UNTRUSTED && userCode == null) {
                throw e.toAuthException();
            }
            return new TokenResponse.TryLater(
                    DisplayText.of(String.valueOf(e.getMessage())),
                    Optional.empty(),
                    e.requestMayHaveBeenSent(),
                    false);
        }
    }

    private void addAll(Form form, Map<String, String> parameters, @Nullable String userCode) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = switch (parameter.getValue()) {
                case Dialect.SCOPE -> provider().scope();
                case Dialect.USER_CODE -> userCode;
                default -> parameter.getValue();
            };
            form.with(parameter.getKey(), value);
        }
    }

    private ClientAuthentication authentication() {
        ClientAuthentication ours = provider.clientAuthentication();
        return ours.kind() == ClientAuthentication.Kind.SECRET
                ? ours.strongest(metadata().authenticationMethods())
                : ours;
    }

    /** Revokes a token, as in RFC 7009 §2.1 or as the provider's data specifies. */
    @Override
    public Revocation revoke(Secret token, String hint) {
        try {
            Optional<URI> endpoint = endpoints().revocation();
            if (endpoint.isEmpty()) {
                return Revocation.NOT_OFFERED;
            }
            return meaning(calls.revoke(endpoint.get(), token, hint, authentication()));
        } catch (TransportException e) {
            if (e.kind() == Kind.CANCELLED) {
                throw e.toAuthException();
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
        // RFC 7009 §2.2 responds with 200 for an unknown token, but some servers with invalid_grant or invalid_token.
        return calls.reader()
                .error(reply)
                .filter(error -> error.is("invalid_grant") || error.is("invalid_token"))
                .map(error -> Revocation.DONE)
                .orElse(Revocation.REFUSED);
    }

    /**
     * Queries the userinfo endpoint (OpenID Connect Core §5.3). One from the metadata is used only if {@code openid} was requested.
     *
     * @throws CancelledException if the thread was interrupted
     */
    @Override
    public Optional<Identity> identity(Secret accessToken) {
        Optional<URI> endpoint = endpoints().userinfo();
        boolean isGiven = provider.endpoints().isPresent()
                || provider.givenEndpoints().userinfo().isPresent();
        return endpoint.isEmpty() || !isGiven && !provider().scopes().contains("openid")
                ? Optional.empty()
                : Optional.of(ask(endpoint.get(), accessToken));
    }

    private Identity ask(URI endpoint, Secret accessToken) {
        HttpReply reply = calls.exchange(HttpCall.get(
                endpoint,
                List.of(
                        HttpHeader.of("Accept", "application/json"),
                        new HttpHeader("Authorization", Secret.of("Bearer " + accessToken.reveal())))));
        Optional<Fields> object = reply.isSuccess() ? calls.reader().object(reply) : Optional.empty();
        if (object.isEmpty()) {
            String what = reply.isSuccess() ? "something that is not JSON" : "status " + reply.status();
            throw new ServerRefusedException(
                    "The userinfo endpoint " + Uris.shown(endpoint) + " answered with " + what + ".",
                    OAuthError.INVALID_REPLY,
                    reply.status());
        }
        return new Identity(object.get().text("sub"), object.get().firstText(provider.usernameClaims()));
    }
}

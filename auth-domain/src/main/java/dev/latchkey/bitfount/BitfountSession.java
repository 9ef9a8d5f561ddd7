package dev.latchkey.bitfount;

import dev.latchkey.credential.ApiKeys;
import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.credential.AuthorizedRequests;
import dev.latchkey.credential.Credential;
import dev.latchkey.credential.Credential.Kind;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.credential.ExternallyManagedTokenCredential;
import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LogoutResult;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Bitfount's session, with all members of the original. It authenticates with API keys, with an externally managed token, or with a device
 * code; only the last stores anything. Unlike {@link AuthSession}, it starts a login by itself, if it was built with a prompt and only when
 * a login is required. Safe for use by several threads.
 */
public final class BitfountSession {
    private final Adapters adapters;
    private final BitfountInstallation installation;
    private final String givenUsername;
    private final AuthSession session;
    private final ExpectedUser user;
    private final LoginOnDemand login;
    private final Credential credential;
    private final AuthorizedRequests requests;

    BitfountSession(BitfountSessionBuilder builder, BitfountInstallation installation) {
        this.adapters = builder.adapters;
        this.installation = installation;
        this.givenUsername = builder.username;
        OAuthProvider provider = installation.provider(builder.scopes, builder.audience);
        this.session = AuthSession.open(provider, new SessionId(provider.name(), builder.username), builder.adapters);
        this.user = new ExpectedUser(session, builder.username);
        this.credential = credential(builder);
        this.login = new LoginOnDemand(session, credential.kind() == Kind.DEVICE_CODE ? builder.prompt : null);
        this.requests = new AuthorizedRequests(adapters.http(), credential, adapters.time(), adapters.random());
    }

    /** Starts building a session with these adapters. */
    public static BitfountSessionBuilder builder(Adapters adapters) {
        return new BitfountSessionBuilder(adapters);
    }

    private Credential credential(BitfountSessionBuilder builder) {
        if (builder.apiKeys != null) {
            return new ApiKeysCredential(builder.apiKeys, installation.apiKeyOrigins());
        }
        if (builder.tokenSupplier != null) {
            return new ExternallyManagedTokenCredential(
                    builder.externalToken,
                    builder.tokenSupplier,
                    session.provider().allowedOrigins(),
                    adapters.time());
        }
        return new DeviceCodeCredential(session, user::check);
    }

    /**
     * Ensures that requests can be made. Does nothing with API keys. Otherwise loads a valid token, renews it if it has {@link #expired()},
     * or logs in if a login is required and there is a prompt.
     *
     * @throws AuthException if that failed; its kind says why
     */
    public void authenticate() {
        switch (credential.kind()) {
            case API_KEYS -> {}
            case EXTERNALLY_MANAGED_TOKEN -> accessToken();
            case DEVICE_CODE -> login.run(this::renewedToken);
        }
    }

    /**
     * Returns a valid access token. One that has {@link #expired()} but is still accepted is renewed in the meantime.
     *
     * @throws LoginRequiredException if a login is required and the session was built without a prompt, or with API keys
     * @throws AuthException if there is no valid token for another reason
     */
    public Secret accessToken() {
        return switch (credential.kind()) {
            case API_KEYS ->
                throw new LoginRequiredException(
                        "A session with API keys has no access token. Log in with a device code to get one.");
            case EXTERNALLY_MANAGED_TOKEN -> ((ExternallyManagedTokenCredential) credential).accessToken();
            case DEVICE_CODE -> login.run(() -> checkedToken(Duration.ZERO));
        };
    }

    /**
     * Logs in now, even if already logged in. Does nothing with API keys or an externally managed token.
     *
     * @throws LoginRequiredException if the session was built without a prompt
     * @throws AuthException if the login failed; what was stored before is unchanged
     */
    public void login() {
        if (credential.kind() == Kind.DEVICE_CODE) {
            login.now();
        }
    }

    /**
     * Revokes the tokens and deletes them here, even if the server cannot be reached. Does nothing with API keys or externally managed
     * tokens, which do not belong to this session.
     *
     * @throws AuthException if they could not be deleted
     */
    public LogoutResult logout() {
        return credential.kind() == Kind.DEVICE_CODE
                ? session.logout(LogoutScope.SERVER_AND_LOCAL)
                : new LogoutResult(false, Optional.empty());
    }

    /** Gets a URL of this environment's hub or access manager; returns and throws like {@link BitfountRequest#send()}. */
    public HttpReply get(URI url) {
        return request("GET", url).send();
    }

    /** Starts a request to a URL of this environment's hub or access manager. */
    public BitfountRequest request(String method, URI url) {
        return new BitfountRequest(installation, call -> login.run(() -> requests.send(call)), method, url);
    }

    /** Provides this session's credentials for requests by another HTTP client. Never logs in. */
    public RequestAuthorizer authorizer() {
        return credential;
    }

    /** The API keys, as they were when the session was built. */
    public Optional<ApiKeys> apiKeys() {
        return credential instanceof ApiKeysCredential keys ? Optional.of(keys.keys()) : Optional.empty();
    }

    /**
     * Whether a request could be made right now without a renewal: there are API keys, or a token that has not expired.
     *
     * @throws AuthException if the stored session cannot be read
     */
    public boolean authenticated() {
        return switch (credential.kind()) {
            case API_KEYS -> true;
            case EXTERNALLY_MANAGED_TOKEN -> ((ExternallyManagedTokenCredential) credential).isFresh();
            case DEVICE_CODE -> held().filter(held -> !isExpired(held)).isPresent();
        };
    }

    /**
     * Whether there is a token that is in its margin: its last ten minutes, or the last fifth of a shorter lifetime.
     *
     * @throws AuthException if the stored session cannot be read
     */
    public boolean expired() {
        return switch (credential.kind()) {
            case API_KEYS -> false;
            case EXTERNALLY_MANAGED_TOKEN -> {
                ExternallyManagedTokenCredential external = (ExternallyManagedTokenCredential) credential;
                yield external.expiresAt().isPresent() && !external.isFresh();
            }
            case DEVICE_CODE -> held().filter(this::isExpired).isPresent();
        };
    }

    /**
     * The username: the one that was given, checked against the ID token if there is one; else the ID token's.
     *
     * @throws WrongUserException if someone other than the given user is logged in, or the ID token names no user
     * @throws LoginRequiredException if none was given and you are not logged in, or the session names no user; does not start a login
     */
    public String username() {
        if (credential.kind() != Kind.DEVICE_CODE) {
            return givenUsername;
        }
        if (user.isGiven()) {
            held().ifPresent(user::check);
            return givenUsername;
        }
        StoredSession held = session.peek()
                .orElseThrow(() -> new LoginRequiredException(
                        "Not logged in, so the username is not known. Log in first, or give a username."));
        return session.usernameOf(held)
                .orElseThrow(() -> new LoginRequiredException("The session names no user. Log in again."));
    }

    /** When the access token expires; empty if there is none, or if unknown. */
    public Optional<Instant> accessTokenExpiresAt() {
        if (credential instanceof ExternallyManagedTokenCredential external) {
            return external.expiresAt();
        }
        return held().flatMap(StoredSession::expiresAt);
    }

    /** The ID token, if there is one. */
    public Optional<Secret> idToken() {
        return held().flatMap(StoredSession::idToken);
    }

    /** The refresh token, if there is one. */
    public Optional<Secret> refreshToken() {
        return held().flatMap(StoredSession::refreshToken);
    }

    /** The device code of this session's latest login, its times and its interval. */
    public Optional<PendingDeviceCode> deviceCode() {
        return login.deviceCode();
    }

    /** Where the tokens are stored, for display: for the file store, the file's path. */
    public String tokenFile() {
        return session.location();
    }

    /** Where this user's data is stored: the folder of {@link #tokenFile()}. */
    public String userStoragePath() {
        String file = tokenFile();
        int end = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
        return end <= 0 ? file : file.substring(0, end);
    }

    /** The gRPC metadata for a message to the message service: lower-case names and their values. */
    public List<HttpHeader> messageServiceMetadata() {
        if (credential instanceof ApiKeysCredential keys) {
            return keys.headers(Part.BEFORE_COLON);
        }
        return List.of(new HttpHeader("token", accessToken()));
    }

    /** The underlying session, for features that the original does not have. */
    public AuthSession session() {
        return session;
    }

    /** Like the original: a token in its margin is renewed now, and if that is not possible, a login is started. */
    private Secret renewedToken() {
        Secret token = checkedToken(
                held().filter(this::isExpired).map(this::beyondThisOne).orElse(Duration.ZERO));
        if (login.isPossible()
                && held().filter(this::isExpired)
                        .filter(it -> !it.isRefreshable())
                        .isPresent()) {
            throw new LoginRequiredException(
                    "The session at " + tokenFile() + " is about to expire and cannot be renewed. Log in again.");
        }
        return token;
    }

    private Secret checkedToken(Duration minimumLife) {
        session.peek().ifPresent(user::check);
        Secret token = minimumLife.isZero() ? session.accessToken() : session.accessToken(minimumLife);
        session.peek().ifPresent(user::check);
        return token;
    }

    /** The session in memory or in the store, if it is for this user; a foreign one counts as absent. */
    private Optional<StoredSession> held() {
        if (credential.kind() != Kind.DEVICE_CODE) {
            return Optional.empty();
        }
        try {
            return session.peek();
        } catch (LoginRequiredException | AuthEnvironmentException e) {
            return Optional.empty();
        }
    }

    private boolean isExpired(StoredSession held) {
        return TokenLifecycle.isExpired(held, adapters.time().epochMillis());
    }

    /** A minimum lifetime that the present token cannot satisfy, so that it must be renewed. */
    private Duration beyondThisOne(StoredSession held) {
        long left =
                held.expiresAt().orElseThrow().toEpochMilli() - adapters.time().epochMillis();
        return Duration.ofMillis(Math.max(0, left) + 1);
    }
}

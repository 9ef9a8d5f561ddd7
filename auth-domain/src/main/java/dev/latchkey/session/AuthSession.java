package dev.latchkey.session;

import dev.latchkey.device.DeviceLoginListener;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.oauth.IdTokenVerifier;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import dev.latchkey.port.TimeSource;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A login that is kept alive: one account at one provider. Safe for use by any number of threads and, with others that share
 * the store and the lock, processes.
 *
 * <pre>{@code
 * AuthSession session = AuthSession.open(provider, SessionId.ofDefaultAccount(provider.name()), adapters);
 * Secret token = session.accessToken();
 * }</pre>
 */
public final class AuthSession {
    private final SessionParts parts;
    private final SessionMemory memory;
    private final Renewer renewer;
    private final TimeSource time;
    private final RenewalStyle style;

    private AuthSession(SessionParts parts, RenewalStyle style) {
        this.parts = parts;
        this.memory = new SessionMemory(parts.file(), parts.adapters().random());
        this.renewer = new Renewer(parts, memory);
        this.time = parts.adapters().time();
        this.style = Objects.requireNonNull(style, "style");
    }

    /** Opens a session without reading anything yet; ID tokens are believed as {@link TrustTokenEndpointTls} does. */
    public static AuthSession open(OAuthProvider provider, SessionId id, Adapters adapters) {
        return open(
                provider,
                id,
                adapters,
                RenewalStyle.IN_BACKGROUND,
                new TrustTokenEndpointTls(new IdTokenReader(adapters.json())));
    }

    /** Opens a session without reading anything yet. */
    public static AuthSession open(
            OAuthProvider provider, SessionId id, Adapters adapters, RenewalStyle style, IdTokenVerifier verifier) {
        return new AuthSession(SessionParts.of(provider, id, adapters, verifier), style);
    }

    /**
     * A valid access token. While it is fresh this reads one field and takes no lock; else it is renewed first, or meanwhile.
     * Never asks a person.
     *
     * @throws LoginRequiredException if nobody is logged in, or the session ended
     * @throws AuthException if the token has expired and could not be renewed: the server is not reachable, the store fails
     */
    public Secret accessToken() {
        Snapshot snapshot = memory.current();
        if (snapshot != null && snapshot.window().isFresh(time.epochMillis())) {
            return snapshot.session().accessToken();
        }
        return usable(Duration.ZERO).session().accessToken();
    }

    /**
     * A valid access token for a caller with a long call ahead.
     *
     * @param minimumLife how long it should last; it lasts less only where the server issues no such tokens (of their life, all
     *     but the margin can be had), or could not be asked
     * @throws AuthException as {@link #accessToken()}
     */
    public Secret accessToken(Duration minimumLife) {
        return usable(minimumLife).session().accessToken();
    }

    /** A valid access token and which one it is, for whoever has to tell of its refusal. */
    public BearerToken bearerToken() {
        return bearer(usable(Duration.ZERO));
    }

    /**
     * What to use in place of an access token that a resource refused: renewed once, however many requests carried it.
     *
     * @param refusedGeneration which token was refused
     * @return empty if the session cannot be renewed
     * @throws AuthException if the renewal fails
     */
    public Optional<BearerToken> renewRefused(long refusedGeneration) {
        Snapshot snapshot = loaded();
        if (snapshot.generation() != refusedGeneration) {
            return Optional.of(bearer(usable(Duration.ZERO)));
        }
        if (!snapshot.session().isRefreshable()) {
            // Perhaps somebody logged in again elsewhere; a token without expiry would else be tried for ever.
            return memory.reload()
                    .filter(stored -> stored.generation() != refusedGeneration)
                    .map(AuthSession::bearer);
        }
        return Optional.of(bearer(await(renewer.renew(snapshot, Duration.ZERO))));
    }

    /**
     * Logs a person in with a device code and keeps the result. Waits for the person.
     *
     * @param replaceOtherPerson whether the session of another person may be replaced
     * @throws AuthException if it came to nothing; what was stored before is as it was
     */
    public LoginResult login(UserPrompt prompt, boolean replaceOtherPerson) {
        return login(prompt, replaceOtherPerson, DeviceLoginListener.none());
    }

    /**
     * The same, and tells of the code that it waits for.
     *
     * @throws AuthException if it came to nothing; what was stored before is as it was
     */
    public LoginResult login(UserPrompt prompt, boolean replaceOtherPerson, DeviceLoginListener listener) {
        LoginResult result = new Login(parts, listener).run(new LoginRequest(id(), false, replaceOtherPerson), prompt);
        memory.publish(Renewed.stored(result.session()));
        return result;
    }

    /**
     * Ends the session: revokes its tokens at the server, then deletes it here even if the server cannot be reached.
     *
     * @param localOnly whether to leave the server alone
     */
    public LogoutResult logout(boolean localOnly) {
        try {
            return new Logout(parts, memory.current()).run(localOnly);
        } finally {
            memory.forget();
        }
    }

    /** What is stored now, without a lock and without asking the server; empty if nobody is logged in. */
    public Optional<StoredSession> stored() {
        return parts.file().load();
    }

    /** What this session would use now: from memory if it is there, else from the store; nothing is renewed. */
    public Optional<StoredSession> peek() {
        return memory.currentOrLoad().map(Snapshot::session);
    }

    /** The username of a session, from its document or its ID token. */
    public Optional<String> usernameOf(StoredSession session) {
        return parts.identity().usernameOf(session);
    }

    /**
     * The userinfo endpoint, discovered if need be.
     *
     * @throws AuthException if discovery fails
     */
    public Optional<URI> userinfoEndpoint() {
        return Optional.ofNullable(parts.server().endpoints().userinfo());
    }

    /** Which session this is. */
    public SessionId id() {
        return parts.file().id();
    }

    /** Whose server it is at. */
    public OAuthProvider provider() {
        return parts.provider();
    }

    /** Where the session is stored, for a person. */
    public String location() {
        return parts.file().location();
    }

    /**
     * Waits for a renewal under way; before a program ends it should, so that no rotated token is lost.
     *
     * @return whether none is under way any more
     */
    public boolean awaitRenewal(Duration limit) throws InterruptedException {
        CompletableFuture<Snapshot> running = renewer.underWay();
        if (running == null) {
            return true;
        }
        try {
            running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private Snapshot usable(Duration minimumLife) {
        Snapshot snapshot = loaded();
        return switch (snapshot.decide(time.epochMillis(), minimumLife)) {
            case USE -> snapshot;
            case USE_AND_RENEW_AHEAD -> renewedAhead(snapshot);
            case RENEW -> renewed(snapshot, minimumLife);
            case LOG_IN_AGAIN ->
                throw new LoginRequiredException(
                        "The session at " + location() + " has expired and cannot be renewed. Log in again.");
        };
    }

    /** What is in memory or stored; if that is over, what is stored now, since someone may have logged in elsewhere. */
    private Snapshot loaded() {
        Snapshot snapshot = memory.currentOrLoad().orElseThrow(this::nobodyLoggedIn);
        if (snapshot.session().isRefreshable() || snapshot.isUsable(time.epochMillis())) {
            return snapshot;
        }
        return memory.reload().orElseThrow(this::nobodyLoggedIn);
    }

    private Snapshot renewedAhead(Snapshot snapshot) {
        if (style == RenewalStyle.WAIT) {
            return renewed(snapshot, Duration.ZERO);
        }
        renewer.renewAhead(snapshot);
        return snapshot;
    }

    private Snapshot renewed(Snapshot snapshot, Duration minimumLife) {
        try {
            return await(renewer.renew(snapshot, minimumLife));
        } catch (LoginRequiredException e) {
            // Nothing can renew it any more, or it was removed: what is stored says which, and perhaps lasts a little
            // longer.
            return memory.reload()
                    .filter(left -> left.isUsable(time.epochMillis()))
                    .orElseThrow(() -> e);
        } catch (CancelledException e) {
            throw e;
        } catch (AuthException e) {
            // An outage keeps a token that is still valid in use.
            if (snapshot.isUsable(time.epochMillis())) {
                return snapshot;
            }
            throw e;
        }
    }

    private static Snapshot await(CompletableFuture<Snapshot> renewal) {
        try {
            return renewal.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while the session was renewed; the renewal goes on.", e);
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    private LoginRequiredException nobodyLoggedIn() {
        return new LoginRequiredException(
                "Nobody is logged in: there is no session at " + location() + ". Log in first.");
    }

    private static BearerToken bearer(Snapshot snapshot) {
        return new BearerToken(snapshot.session().accessToken(), snapshot.generation());
    }
}

package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.IdTokenVerifier;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import dev.latchkey.port.TimeSource;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.SessionMemory.Moment;
import dev.latchkey.session.SessionMemory.Tokens;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A login that is kept alive: an account of a provider. Safe for use by threads, and by processes that share the store and the lock.
 *
 * <pre>{@code
 * AuthSession session = AuthSession.open(provider, SessionId.ofDefaultAccount(provider.name()), adapters);
 * Secret token = session.accessToken();
 * }</pre>
 */
public final class AuthSession {
    private final SessionParts parts;
    private final SessionMemory memory;
    private final RenewalStyle style;
    private final TimeSource time;
    private final AtomicInteger pendingLogins = new AtomicInteger();
    private volatile @Nullable SharedRenewal renewal; // null before the first renewal

    private AuthSession(SessionParts parts, RenewalStyle style) {
        this.parts = parts;
        this.time = parts.adapters().time();
        this.memory = new SessionMemory(parts.slot(), parts.adapters().random(), time);
        this.style = Objects.requireNonNull(style, "style");
    }

    /** Opens a session without reading anything yet. ID tokens are validated as by {@link TrustTokenEndpointTls}. */
    public static AuthSession open(OAuthProvider provider, SessionId id, Adapters adapters) {
        return open(provider, id, adapters, RenewalStyle.IN_BACKGROUND, new TrustTokenEndpointTls(adapters.json()));
    }

    /** Opens a session at a server that may use another protocol than OAuth, without reading anything yet. */
    public static AuthSession open(
            OAuthProvider provider, SessionId id, Adapters adapters, RenewalStyle style, LoginServer server) {
        return new AuthSession(SessionParts.of(provider, id, adapters, server), style);
    }

    /** Opens a session without reading anything yet. */
    public static AuthSession open(
            OAuthProvider provider, SessionId id, Adapters adapters, RenewalStyle style, IdTokenVerifier verifier) {
        return new AuthSession(SessionParts.of(provider, id, adapters, verifier), style);
    }

    /**
     * Returns a valid access token. While the token is fresh, this reads one field and takes no lock; otherwise it is renewed first, or in
     * the meantime. Never prompts.
     *
     * @throws LoginRequiredException if you are not logged in, or the session ended
     * @throws AuthException if the token has expired and could not be renewed because the server is unreachable or the store failed
     */
    public Secret accessToken() {
        return usable().session().accessToken();
    }

    /**
     * Returns a valid access token for a long call; throws like {@link #accessToken()}.
     *
     * @param minimumLife how long it should be valid. It is valid for less time only if the server issues no such tokens (all of their
     *     lifetime but the margin is available) or could not be reached
     */
    public Secret accessToken(Duration minimumLife) {
        return usable(minimumLife).session().accessToken();
    }

    /** Returns a valid access token with its generation, for a caller that reports a refusal. */
    public BearerToken bearerToken() {
        return usable().bearer();
    }

    /** No lock and no allocation while the tokens are fresh. */
    private Tokens usable() {
        Tokens tokens = memory.current();
        return tokens != null && tokens.isInFreshPeriod(time.epochMillis()) ? tokens : usable(Duration.ZERO);
    }

    private Tokens usable(Duration minimumLife) {
        Tokens tokens = loaded();
        Moment now = Moment.now(time);
        switch (tokens.decide(now, minimumLife)) {
            case USE -> memory.lookedAt(tokens, now);
            case USE_AND_RENEW_AHEAD -> {
                if (style == RenewalStyle.WAIT) {
                    return renewed(tokens, Duration.ZERO);
                }
                renewal().renewAhead(tokens);
            }
            case RENEW -> {
                return renewed(tokens, minimumLife);
            }
            case LOG_IN_AGAIN -> throw parts.messages().over(tokens.session());
        }
        return tokens;
    }

    /** The tokens in memory or in the store; if those have expired, what is stored now, because a login may have happened elsewhere. */
    private Tokens loaded() {
        Optional<Tokens> known = memory.currentOrLoad();
        if (known.isPresent() && !known.get().session().isRefreshable() && !isUsable(known.get())) {
            known = memory.reload();
        }
        if (known.isEmpty()) {
            throw parts.messages().nobodyLoggedIn();
        }
        return known.get();
    }

    private Tokens renewed(Tokens tokens, Duration minimumLife) {
        try {
            return renewal().renewed(tokens, minimumLife);
        } catch (LoginRequiredException e) {
            // It cannot be renewed, or was removed. The stored session says which, and may be valid a little longer.
            return memory.reload().filter(this::isUsable).orElseThrow(() -> e);
        } catch (CancelledException e) {
            throw e;
        } catch (AuthException e) {
            // During an outage, a token that is still valid remains in use.
            return isUsable(tokens) ? tokens : storedMeanwhile(tokens).orElseThrow(() -> e);
        }
    }

    /** Another process may have reached the server when this one could not, or is waiting before it retries. */
    private Optional<Tokens> storedMeanwhile(Tokens tokens) {
        try {
            return memory.reload().filter(stored -> stored.generation() != tokens.generation() && isUsable(stored));
        } catch (AuthException e) {
            return Optional.empty(); // The first failure is more helpful.
        }
    }

    /** Not created before it is needed: a pending login or the start of a command rarely needs it. */
    private SharedRenewal renewal() {
        synchronized (memory) {
            SharedRenewal begun = renewal == null ? new SharedRenewal(parts, memory) : renewal;
            renewal = begun;
            return begun;
        }
    }

    private boolean isUsable(Tokens tokens) {
        return tokens.isUsable(Moment.now(time));
    }

    /**
     * Returns a replacement for an access token that a resource server refused. It is renewed once, however many requests used it.
     *
     * @param refusedGeneration the generation of the refused token
     * @return empty if the session cannot be renewed
     * @throws AuthException if the renewal fails
     */
    public Optional<BearerToken> renewRefused(long refusedGeneration) {
        Tokens tokens = loaded();
        if (tokens.generation() != refusedGeneration) {
            return Optional.of(bearerToken());
        }
        // Someone may have logged in again elsewhere. Otherwise a token without expiry would be retried forever.
        Optional<Tokens> next = tokens.session().isRefreshable()
                ? Optional.of(renewal().renewed(tokens.refused(), Duration.ZERO))
                : memory.reload().filter(stored -> stored.generation() != refusedGeneration);
        return next.map(Tokens::bearer);
    }

    /**
     * Keeps the session fresh until the returned object is closed: renews it ahead of time whether or not a token is requested, and adopts
     * what others stored. For long-running programs whose callers must never wait.
     */
    public BackgroundRenewer startRenewing() {
        return new BackgroundRenewer(memory, renewal(), parts.adapters());
    }

    /**
     * Waits for a renewal in progress, as a program should before it exits, so that no rotated token is lost. Saving is retried for at most
     * four more seconds; after that, the mark of an unfinished save remains until the next renewal.
     *
     * @param limit how long to wait for new tokens; the same again if another renewal begins when the first one ends
     * @return whether no renewal is in progress any more
     * @throws InterruptedException if the thread is interrupted; the renewal continues
     */
    public boolean awaitRenewal(Duration limit) throws InterruptedException {
        SharedRenewal begun = renewal;
        return begun == null || begun.awaitEnd(limit);
    }

    /** Another process saved or deleted the session. The next call reads it; if that fails, valid tokens remain in use. */
    public void changedElsewhere() {
        memory.doubt();
    }

    /** Whether nothing is lost if it is released: everything in memory is stored, and no renewal or login is in progress. */
    boolean isSettled() {
        SharedRenewal begun = renewal;
        return (begun == null || begun.isIdle()) && memory.isStored() && pendingLogins.get() == 0;
    }

    /** Whether a login is needed, according to the store. Uses neither the server nor a lock. */
    public SessionStatus status() {
        return SessionStatus.of(parts.slot(), Moment.now(time));
    }

    /** Logs in if {@linkplain SessionStatus#isLoginNeeded needed}. Throws like {@link #accessToken()} and {@link #login}. */
    public void ensureLoggedIn(UserPrompt prompt) {
        try {
            accessToken();
        } catch (LoginRequiredException e) {
            login(prompt, LoginOptions.defaults());
        }
    }

    /**
     * Logs in with a device code and stores the session. Waits for the person. All other ways to log in use this method.
     *
     * @return the session; of another account than this one only if {@link LoginOptions.Account#ACTUAL} was requested
     * @throws AuthException if the login failed; what was stored before is unchanged
     */
    public LoginResult login(UserPrompt prompt, LoginOptions options) {
        LoginResult result = new Login(parts, options, memory::publishSaved).run(prompt);
        if (result.adopted()) {
            memory.reload(); // The adopted session may have been logged out since.
        }
        return result;
    }

    /**
     * Starts a login without waiting for the person: gets a code from the server for the caller to show, and polls in the background. No
     * lock is held in the meantime, so a person who reloads a page gets another code. If two logins are approved, the later one is kept,
     * and the tokens of the other are revoked.
     *
     * @throws AuthException if there is no code to show, or the session could not be stored
     */
    public PendingLogin beginLogin(LoginOptions options) {
        Login login = new Login(parts, options, memory::publishSaved);
        pendingLogins.incrementAndGet();
        return login.begin(pendingLogins::decrementAndGet);
    }

    /**
     * Ends the session. Afterwards nothing is stored, whether or not the server could be reached and the session read.
     *
     * @throws AuthException if what is stored is another account's, environment's or a newer version's; or if the store or the lock fails,
     *     or the thread is interrupted. Then it is unchanged, or already marked as logged out: the next logout completes that.
     */
    public LogoutResult logout(LogoutScope scope) {
        return new Logout(parts, memory).run(scope);
    }

    /** What is stored now, without a lock and without contacting the server; empty if you are not logged in. */
    public Optional<StoredSession> stored() {
        return parts.slot().load();
    }

    /** The session that would be used now: from memory if available, else from the store. Nothing is renewed. */
    public Optional<StoredSession> peek() {
        Optional<Tokens> tokens = memory.currentOrLoad();
        return tokens.isPresent() ? Optional.of(tokens.get().session()) : Optional.empty();
    }

    /** The username of a session, from its document or its ID token. */
    public Optional<String> usernameOf(StoredSession session) {
        return parts.slot().rules().usernameOf(session);
    }

    /** The userinfo endpoint. Throws an {@link AuthException} if it must be discovered and cannot be. */
    public Optional<URI> userinfoEndpoint() {
        return parts.server().endpoints().userinfo();
    }

    /** The session's id. */
    public SessionId id() {
        return parts.slot().id();
    }

    /** The session's provider. */
    public OAuthProvider provider() {
        return parts.provider();
    }

    /** Where the session is stored, for display. */
    public String location() {
        return parts.slot().location();
    }
}

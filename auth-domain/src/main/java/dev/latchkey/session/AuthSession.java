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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final SharedRenewal renewal;
    private final RenewalStyle style;
    private final RenewalMessages messages;
    private final TimeSource time;
    private final AtomicInteger pendingLogins = new AtomicInteger();

    private AuthSession(SessionParts parts, RenewalStyle style) {
        this.parts = parts;
        this.time = parts.adapters().time();
        this.memory = new SessionMemory(parts.slot(), parts.adapters().random(), time);
        this.renewal = new SharedRenewal(parts, memory);
        this.style = Objects.requireNonNull(style, "style");
        this.messages = new RenewalMessages(parts.slot());
    }

    /** Opens a session without reading anything yet; ID tokens are believed as {@link TrustTokenEndpointTls} does. */
    public static AuthSession open(OAuthProvider provider, SessionId id, Adapters adapters) {
        return new AuthSession(SessionParts.of(provider, id, adapters), RenewalStyle.IN_BACKGROUND);
    }

    /** Opens a session at a server that may speak something else than OAuth, without reading anything yet. */
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
     * A valid access token. While it is fresh this reads one field and takes no lock; else it is renewed first, or meanwhile.
     * Never asks a person.
     *
     * @throws LoginRequiredException if nobody is logged in, or the session ended
     * @throws AuthException if the token has expired and could not be renewed: the server is not reachable, the store fails
     */
    public Secret accessToken() {
        return usable().session().accessToken();
    }

    /**
     * A valid access token for a caller with a long call ahead; throws as {@link #accessToken()}.
     *
     * @param minimumLife how long it should last; it lasts less only where the server issues no such tokens (of their life, all
     *     but the margin can be had), or could not be asked
     */
    public Secret accessToken(Duration minimumLife) {
        return usable(minimumLife).session().accessToken();
    }

    /** A valid access token and which one it is, for whoever has to tell of its refusal. */
    public BearerToken bearerToken() {
        return usable().bearer();
    }

    /** No lock, no allocation while the tokens are fresh. */
    private Tokens usable() {
        Tokens tokens = memory.current();
        return tokens != null && tokens.isFreshAtAGlance(time.epochMillis()) ? tokens : usable(Duration.ZERO);
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
                renewal.renewAhead(tokens);
            }
            case RENEW -> {
                return renewed(tokens, minimumLife);
            }
            case LOG_IN_AGAIN -> throw messages.over(tokens.session());
        }
        return tokens;
    }

    /** What is in memory or stored; if that is over, what is stored now, since someone may have logged in elsewhere. */
    private Tokens loaded() {
        Optional<Tokens> known = memory.currentOrLoad();
        if (known.isPresent() && !known.get().session().isRefreshable() && !isUsable(known.get())) {
            known = memory.reload();
        }
        if (known.isEmpty()) {
            throw messages.nobodyLoggedIn();
        }
        return known.get();
    }

    private Tokens renewed(Tokens tokens, Duration minimumLife) {
        try {
            return renewal.renewed(tokens, minimumLife);
        } catch (LoginRequiredException e) {
            // It cannot be renewed, or was removed: what is stored says which, and perhaps lasts a little longer.
            return memory.reload().filter(this::isUsable).orElseThrow(() -> e);
        } catch (CancelledException e) {
            throw e;
        } catch (AuthException e) {
            // An outage keeps a token that is still valid in use.
            return isUsable(tokens) ? tokens : storedMeanwhile(tokens).orElseThrow(() -> e);
        }
    }

    /** Another process may reach the server where this one could not, or does not try for a while. */
    private Optional<Tokens> storedMeanwhile(Tokens tokens) {
        try {
            return memory.reload()
                    .filter(stored -> stored.generation() != tokens.generation())
                    .filter(this::isUsable);
        } catch (AuthException e) {
            return Optional.empty(); // Then the first failure says it better.
        }
    }

    private boolean isUsable(Tokens tokens) {
        return tokens.isUsable(Moment.now(time));
    }

    /**
     * What to use in place of an access token that a resource refused: renewed once, however many requests carried it.
     *
     * @param refusedGeneration which token was refused
     * @return empty if the session cannot be renewed
     * @throws AuthException if the renewal fails
     */
    public Optional<BearerToken> renewRefused(long refusedGeneration) {
        Tokens tokens = loaded();
        if (tokens.generation() != refusedGeneration) {
            return Optional.of(bearerToken());
        }
        if (!tokens.session().isRefreshable()) {
            // Perhaps somebody logged in again elsewhere; a token without expiry would else be tried for ever.
            return memory.reload()
                    .filter(stored -> stored.generation() != refusedGeneration)
                    .map(Tokens::bearer);
        }
        return Optional.of(renewal.renewed(tokens, Duration.ZERO).bearer());
    }

    /**
     * Keeps the session fresh until what is returned is closed: renews it when its time comes, whether anybody asks for a token
     * or not, and takes over what others stored. For programs that stay and whose callers must never wait.
     */
    public BackgroundRenewer startRenewing() {
        return new BackgroundRenewer(memory, renewal, parts.adapters());
    }

    /**
     * Waits for a renewal under way, as a program should before it ends, so that no rotated token is lost. Saving tokens is tried for
     * four seconds more at most, else the mark of an unfinished save stays, which the next renewal takes away.
     *
     * @param limit how long to wait for new tokens; as long again if another renewal begins when the first one ends
     * @return whether none is under way any more
     * @throws InterruptedException if the thread is interrupted; the renewal goes on
     */
    public boolean awaitRenewal(Duration limit) throws InterruptedException {
        return renewal.awaitEnd(limit);
    }

    /** Another process saved or deleted the session: the next call reads it. If that fails, tokens that are still valid stay in use. */
    public void changedElsewhere() {
        memory.doubt();
    }

    /** Whether nothing is lost if it is let go: all that is in memory is stored, and no renewal or login is under way. */
    boolean isSettled() {
        return renewal.isIdle() && memory.isStored() && pendingLogins.get() == 0;
    }

    /** Whether a person has to log in, by what is stored: neither the server nor a lock is asked. */
    public SessionStatus status() {
        return SessionStatus.of(parts.slot(), Moment.now(time));
    }

    /** Logs a person in if nobody is, if the server ended the session, or if it was made for other scopes; fails as both do. */
    public void ensureLoggedIn(UserPrompt prompt) {
        try {
            accessToken();
        } catch (LoginRequiredException e) {
            login(prompt, LoginOptions.usual());
        }
    }

    /**
     * Logs a person in with a device code and keeps the result. Waits for the person. The one way to log in: whatever else does it
     * comes by here.
     *
     * @return the session; of another account than this one only if {@link LoginOptions.Account#OF_WHO_LOGS_IN} was asked for
     * @throws AuthException if it came to nothing; what was stored before is as it was
     */
    public LoginResult login(UserPrompt prompt, LoginOptions options) {
        LoginResult result = new Login(parts, memory::publishSaved).run(new LoginRequest(id(), options), prompt);
        if (result.adopted()) {
            memory.reload(); // What was adopted may have been logged out since.
        }
        return result;
    }

    /**
     * Begins a login without waiting for the person: gets a code from the server, for the caller to show, and polls in the
     * background. No lock is held meanwhile, so a person who reloads a page gets another code. If two logins are approved, the later
     * one stays, and the tokens of the other are revoked.
     *
     * @throws AuthException if there is no code to show, or no place for the session
     */
    public PendingLogin beginLogin(LoginOptions options) {
        PendingLogin login = new Login(parts, memory::publishSaved).begin(new LoginRequest(id(), options));
        pendingLogins.incrementAndGet();
        CompletionStage<LoginResult> unused =
                login.result().whenComplete((result, e) -> pendingLogins.decrementAndGet());
        return login;
    }

    /**
     * Ends the session: afterwards nothing is stored, whether or not the server can be reached and the session read.
     *
     * @throws AuthException if what is stored there is not this session but another account's or environment's, or a newer
     *     version's; or if the store or the lock fails, or the thread is interrupted. Then it is left as it is, unless it is marked as
     *     logged out already: the next logout finishes that.
     */
    public LogoutResult logout(LogoutScope scope) {
        return new Logout(parts, memory).run(scope);
    }

    /** What is stored now, without a lock and without asking the server; empty if nobody is logged in. */
    public Optional<StoredSession> stored() {
        return parts.slot().load();
    }

    /** What this session would use now: from memory if it is there, else from the store; nothing is renewed. */
    public Optional<StoredSession> peek() {
        Optional<Tokens> tokens = memory.currentOrLoad();
        return tokens.isPresent() ? Optional.of(tokens.get().session()) : Optional.empty();
    }

    /** The username of a session, from its document or its ID token. */
    public Optional<String> usernameOf(StoredSession session) {
        return parts.maker().stored().usernameOf(session);
    }

    /** The userinfo endpoint; throws an {@link AuthException} if it has to be discovered and cannot be. */
    public Optional<URI> userinfoEndpoint() {
        return parts.server().endpoints().userinfo();
    }

    /** Which session this is. */
    public SessionId id() {
        return parts.slot().id();
    }

    /** Whose server it is at. */
    public OAuthProvider provider() {
        return parts.provider();
    }

    /** Where the session is stored, for a person. */
    public String location() {
        return parts.slot().location();
    }
}

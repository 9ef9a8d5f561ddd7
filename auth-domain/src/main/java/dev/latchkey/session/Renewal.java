package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TokenAnswer;
import dev.latchkey.oauth.TokenReply;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.Decision;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One renewal, from lock to release, on a thread that no caller can interrupt. Whoever comes second decides again under the
 * lock, on what is stored by then, and takes it over: so a rotating refresh token is sent once.
 */
final class Renewal {
    static final Duration LOCK_LIMIT = Duration.ofSeconds(60);
    /** Another program may not lock: before the server's word that a session is over is believed, the store is read twice. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private static final String CRASHED =
            " A process died in the midst of a renewal before, so the server's newest token"
                    + " was probably lost with it.";

    private final OAuthProvider provider;
    private final SessionFile file;
    private final SessionMemory memory;
    private final SessionLock lock;
    private final AuthorizationServer server;
    private final TimeSource time;
    private final IdentityCheck identity;
    private final Saver saver;
    private final Events events;
    private final Snapshot seen;
    private final Duration minimumLife;
    private int rounds = 3;

    Renewal(SessionParts parts, SessionMemory memory, Snapshot seen, Duration minimumLife) {
        this.provider = parts.provider();
        this.file = parts.file();
        this.memory = memory;
        this.lock = parts.adapters().lock();
        this.server = parts.server();
        this.time = parts.adapters().time();
        this.identity = parts.identity();
        this.saver = new Saver(parts.file(), parts.adapters().time());
        this.events = new Events(parts.file().id(), parts.adapters());
        this.seen = seen;
        this.minimumLife = minimumLife;
    }

    /**
     * The session's new state, which everyone uses from here on: renewed here, or by someone else meanwhile.
     *
     * @throws AuthException if there is none
     */
    Snapshot run() {
        try (SessionLock.Hold hold = lock.acquire(LockId.session(file.id()), LOCK_LIMIT)) {
            // Not after the release: a logout could come between, and what it ended would come back into memory.
            return memory.publish(locked());
        } catch (AuthException e) {
            events.add(
                    e.kind() == AuthException.Kind.LOGIN_REQUIRED ? Kind.SESSION_ENDED : Kind.RENEWAL_FAILED,
                    String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Tells what happened; no lock is held any more. */
    void tell() {
        events.tell();
    }

    private Renewed locked() {
        // Nothing stored means logged out elsewhere: the session must not come back.
        StoredSession stored = file.load().orElseThrow(this::removed);
        if (seen.isAheadOf(stored)) {
            // An earlier save failed: memory's tokens count, and the save replaces what is stored.
            return refresh(seen.session(), seen.unsavedOver());
        }
        return isWhatWasFoundWanting(stored) ? refresh(stored, null) : adoptOrRefresh(stored);
    }

    /** A server may hand out the same access token again, with another life or refresh token: what is stored counts. */
    private boolean isWhatWasFoundWanting(StoredSession stored) {
        return stored.accessToken().equals(seen.session().accessToken())
                && Objects.equals(stored.expiresAtMillis(), seen.session().expiresAtMillis());
    }

    private boolean needsRenewal(StoredSession stored) {
        Decision decision =
                TokenLifecycle.decide(stored, TokenLifecycle.window(stored, 0), time.epochMillis(), minimumLife);
        return decision == Decision.RENEW || decision == Decision.LOG_IN_AGAIN;
    }

    private Renewed refresh(StoredSession before, @Nullable Secret unsavedOver) {
        Secret sent = refreshTokenOf(before);
        Secret expected = unsavedOver != null ? unsavedOver : sent;
        boolean crashed = file.interrupted();
        // What can fail of the save fails here: a rotation that could not be stored is never begun.
        try (PreparedSave save = file.prepare()) {
            TokenAnswer answer = server.refresh(sent);
            if (answer instanceof TokenAnswer.Granted granted) {
                return granted(before, expected, granted.reply(), save);
            }
            if (answer instanceof TokenAnswer.TryLater later) {
                throw tryLater(later);
            }
            refused(((TokenAnswer.Refused) answer).error(), before, expected, crashed, save);
        }
        return adoptOrRefresh(file.load().orElseThrow(this::removed));
    }

    private Secret refreshTokenOf(StoredSession session) {
        Secret refreshToken = session.refreshToken();
        if (refreshToken == null) {
            throw new LoginRequiredException("The session at " + file.location()
                    + " has expired and cannot be renewed: it has no refresh token. Log in again.");
        }
        return refreshToken;
    }

    /** Each round needs another program to have written a new refresh token meanwhile; a few rounds are plenty. */
    private Renewed adoptOrRefresh(StoredSession stored) {
        if (!needsRenewal(stored)) {
            events.add(Kind.RENEWAL_ADOPTED, "it had been renewed elsewhere");
            return Renewed.stored(stored);
        }
        if (--rounds < 0) {
            throw new UnreachableException(
                    "The session at " + file.location() + " is being changed by another program. Try again.",
                    null,
                    null);
        }
        return refresh(stored, null);
    }

    private Renewed granted(StoredSession before, Secret expected, TokenReply reply, PreparedSave save) {
        StoredSession renewed = identity.refreshed(before, reply, time.epochMillis());
        reply.warnings().forEach(warning -> events.add(Kind.WARNING, warning.value()));
        Optional<StorageException> failure;
        try {
            // Programs that do not lock, such as the Python client, may have logged out or in while we asked the
            // server.
            StoredSession stored = file.load().orElseThrow(this::removed);
            if (!Objects.equals(expected, stored.refreshToken())) {
                events.add(Kind.RENEWAL_ADOPTED, "another program stored a session meanwhile");
                return Renewed.stored(stored);
            }
            failure = saver.save(save, renewed);
        } catch (StorageException e) {
            // The old refresh token is used up by now: whatever the store does, the new one must not be lost.
            failure = Optional.of(e);
        }
        if (failure.isEmpty()) {
            events.add(Kind.RENEWED, "");
            return Renewed.stored(renewed);
        }
        events.add(Kind.NOT_SAVED, failure.get().getMessage() + " The new tokens are used from memory.");
        return Renewed.unsaved(renewed, expected);
    }

    /**
     * Believes an answer that ends the session only of the refresh token that is stored; returns if another one is by now.
     *
     * @throws LoginRequiredException if the session is over
     * @throws ServerRefusedException if the refusal says nothing about the refresh token
     */
    private void refused(OAuthError error, StoredSession before, Secret expected, boolean crashed, PreparedSave save) {
        if (!provider.endsSession(error.code())) {
            throw new ServerRefusedException(
                    "The server refused to renew the session: " + error.shown()
                            + ". The session is kept. If it has ended at the server, log in again; if not, check the client's"
                            + " settings there.",
                    error.code(),
                    error.status());
        }
        if (isStored(expected) && isStillStoredAfterAWhile(expected)) {
            // Under the lock and looked at twice: what is cleared is what was refused, and nothing newer.
            saver.save(save, before.withoutRefreshToken());
            throw ended(error, crashed);
        }
    }

    private static LoginRequiredException ended(OAuthError error, boolean crashed) {
        return new LoginRequiredException("The server no longer accepts the session's refresh token: " + error.shown()
                + "." + (crashed ? CRASHED : "") + " Log in again.");
    }

    private boolean isStored(Secret refreshToken) {
        return file.load()
                .filter(stored -> Objects.equals(refreshToken, stored.refreshToken()))
                .isPresent();
    }

    private boolean isStillStoredAfterAWhile(Secret refreshToken) {
        try {
            time.pause(SECOND_LOOK);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but a JVM that is going down: one look must do.
            Thread.currentThread().interrupt();
        }
        return isStored(refreshToken);
    }

    private LoginRequiredException removed() {
        return new LoginRequiredException(
                "Nobody is logged in any more: the session at " + file.location() + " was removed. Log in again.");
    }

    private static UnreachableException tryLater(TokenAnswer.TryLater answer) {
        return new UnreachableException(
                "The session could not be renewed: " + answer.why() + ". Nothing is lost; try again later.",
                answer.retryAfter().orElse(null),
                null);
    }
}

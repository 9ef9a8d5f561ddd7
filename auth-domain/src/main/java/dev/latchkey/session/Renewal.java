package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.oauth.TokenAnswer;
import dev.latchkey.oauth.TokenReply;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.Decision;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One renewal, from lock to release, on a thread that no caller can interrupt. Whoever comes second decides again under the
 * lock, on what is stored by then, and takes it over: so a rotating refresh token is sent once.
 */
final class Renewal {
    static final Duration LOCK_LIMIT = Duration.ofSeconds(60);
    /** For those who can go on with the token that they have. */
    static final Duration SHORT_LOCK_LIMIT = Duration.ofSeconds(2);
    /** Each round needs another program to have changed the session meanwhile; a few rounds are plenty. */
    private static final int MOST_ROUNDS = 4;
    /** Another program may not lock: before the server's refusal is believed, the store is read twice. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private final SessionParts parts;
    private final SessionFile file;
    private final SessionMemory memory;
    private final TimeSource time;
    private final RenewalMessages messages;
    private final Events events;
    private final Duration minimumLife;
    private final Waiters waiters;

    /** Those who wait for the renewal, on other threads. */
    interface Waiters {
        /** These tokens can be used from now on, although they are not stored yet. */
        void use(Snapshot unsaved);

        /** There are no tokens to use, although something is left to be stored. */
        void fail(AuthException failure);

        /** Whether somebody needs the tokens that are not stored yet to be renewed by now; they then wait for that. */
        boolean wantMore();

        /** Waits until it is time for another try, or there is reason for an earlier one; false if the process ends. */
        boolean pause(Duration pause);
    }

    Renewal(SessionParts parts, SessionMemory memory, Duration minimumLife, Waiters waiters) {
        this.parts = parts;
        this.file = parts.file();
        this.memory = memory;
        this.time = parts.adapters().time();
        this.messages = new RenewalMessages(file);
        this.events = new Events(file.id(), parts.adapters());
        this.minimumLife = minimumLife;
        this.waiters = waiters;
    }

    /**
     * The session's new state, which everyone uses from here on: renewed here, or by someone else meanwhile.
     *
     * @param seen what was found wanting
     * @throws AuthException if there is none
     */
    Snapshot run(Snapshot seen) {
        Duration limit = seen.isUsable(Moment.now(time)) ? SHORT_LOCK_LIMIT : LOCK_LIMIT;
        try (HeldLock lock = HeldLock.acquire(parts.adapters().lock(), LockId.session(file.id()), limit);
                RotationSave save = new RotationSave(file, lock)) {
            Rotation rotation = new Rotation(parts, memory, messages, events, waiters, save);
            Snapshot snapshot = renewed(seen, lock, rotation);
            while (rotation.isUnsaved() && rotation.storedLater() == Rotation.Later.RENEW_AGAIN) {
                snapshot = renewedUnsaved(snapshot, lock, rotation);
            }
            return rotation.result(snapshot);
        } catch (AuthException e) {
            boolean ended = e.kind() == AuthException.Kind.LOGIN_REQUIRED;
            events.add(ended ? Kind.SESSION_ENDED : Kind.RENEWAL_FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Tells what happened; no lock is held any more. */
    void tell() {
        events.tell();
    }

    /** Load, adopt or prepare, ask, and do what the answer says; once more only if the session changed meanwhile. */
    private Snapshot renewed(Snapshot seen, HeldLock lock, Rotation rotation) {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            // Asked before the session is read: a save that ends in between is in what is read.
            Optional<UnfinishedSave> unfinished = rotation.ofAnotherProcess();
            // Nothing stored means logged out elsewhere: the session must not come back.
            StoredSession stored = file.load().orElseThrow(messages::removed);
            // An earlier save failed: memory's tokens count, and the save replaces what is stored.
            boolean ahead = seen.isAheadOf(stored);
            if (!ahead && !isWhatWasFoundWanting(stored, seen) && !needsRenewal(stored)) {
                return rotation.adopted(stored, "it had been renewed elsewhere");
            }
            StoredSession before = ahead ? seen.session() : stored;
            Secret sent = Optional.ofNullable(before.refreshToken()).orElseThrow(messages::notRenewable);
            Secret replaced = ahead ? Objects.requireNonNull(seen.unsavedOver()) : sent;
            if (unfinished.isPresent() && new OtherSave(file, time).awaited(unfinished.get(), stored)) {
                continue;
            }
            rotation.prepare(replaced); // What can fail of the save fails here: what could not be stored is not begun.
            if (!lock.isHeld()) {
                rotation.giveUpPlace();
                lock.takeAgain(LOCK_LIMIT);
                continue;
            }
            TokenAnswer answer = parts.server().refresh(sent);
            switch (answer.kind()) {
                case GRANTED -> {
                    return rotation.keep(granted(before, ((TokenAnswer.Granted) answer).reply()));
                }
                case TRY_LATER -> throw messages.tryLater((TokenAnswer.TryLater) answer);
                case REFUSED -> {
                    TokenAnswer.Refused refused = (TokenAnswer.Refused) answer;
                    Secret rotated = refused.rotatedRefreshToken();
                    if (rotated != null) {
                        // Whatever else is wrong with the answer, the token that was sent may be used up.
                        return rotation.keep(before.withRefreshToken(rotated), messages.refused(refused.error()));
                    }
                    if (!parts.provider().endsSession(refused.error().code())) {
                        throw messages.refused(refused.error());
                    }
                    if (isStored(replaced) && isStillStoredAfterAWhile(replaced)) {
                        // Under the lock and looked at twice: what is cleared is what was refused, and nothing newer.
                        rotation.clear(before.withoutRefreshToken());
                        throw messages.ended(refused.error(), unfinished);
                    }
                }
            }
        }
        throw messages.changing();
    }

    /** The same while the tokens in use are not stored yet; if it fails, those are still to be stored. */
    private Snapshot renewedUnsaved(Snapshot unsaved, HeldLock lock, Rotation rotation) {
        try {
            return renewed(unsaved, lock, rotation);
        } catch (AuthException e) {
            if (e.kind() == AuthException.Kind.LOGIN_REQUIRED) {
                throw e;
            }
            waiters.fail(e);
            return unsaved;
        }
    }

    /**
     * The session that an answer makes.
     *
     * @throws AuthException if it speaks of another person; then its tokens are revoked
     */
    private StoredSession granted(StoredSession before, TokenReply reply) {
        if (parts.identity().isSomebodyElses(before, reply)) {
            new Revoker(parts.server()).revoke(reply.accessToken(), reply.refreshToken());
            throw messages.somebodyElses();
        }
        reply.warnings().forEach(warning -> events.add(Kind.WARNING, warning.value()));
        StoredSession session = parts.identity()
                .refreshed(before, reply, parts.server().endpoints().token(), time.epochMillis(), events);
        List<String> lost = before.scopes().stream()
                .filter(scope -> !session.scopes().contains(scope))
                .toList();
        if (!lost.isEmpty()) {
            events.add(Kind.WARNING, "The server no longer grants: " + String.join(" ", lost));
        }
        return session;
    }

    /** A server may hand out the same access token again, with another life or refresh token: what is stored counts. */
    private static boolean isWhatWasFoundWanting(StoredSession stored, Snapshot seen) {
        return stored.accessToken().equals(seen.session().accessToken())
                && Objects.equals(stored.expiresAtMillis(), seen.session().expiresAtMillis());
    }

    private boolean needsRenewal(StoredSession stored) {
        Decision decision =
                TokenLifecycle.decide(stored, TokenLifecycle.window(stored, 0), time.epochMillis(), minimumLife);
        return decision == Decision.RENEW || decision == Decision.LOG_IN_AGAIN;
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
}

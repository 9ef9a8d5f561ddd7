package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.TokenAnswer;
import dev.latchkey.oauth.TokenReply;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.LockedSession.SaveResult;
import dev.latchkey.session.LockedSession.Saved;
import dev.latchkey.session.SessionMemory.Moment;
import dev.latchkey.session.SessionMemory.Tokens;
import dev.latchkey.token.Decision;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A renewal, from lock to release, on a thread that no caller can interrupt. Whoever comes second decides again under the lock,
 * on what is stored by then, and takes it over: so a rotating refresh token is sent once. One for each session; it keeps nothing
 * from one run to the next.
 */
final class Renewal {
    static final Duration LOCK_LIMIT = Duration.ofSeconds(60);
    /** For those who can go on with the token that they have. */
    static final Duration SHORT_LOCK_LIMIT = Duration.ofSeconds(2);
    /** Each round needs another program to have changed the session meanwhile; a few rounds are plenty. */
    private static final int MOST_ROUNDS = 4;
    /** Another program may not lock: before the server's refusal is believed, the store is read twice. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);
    /** For how long storing is tried: nobody else can renew the session meanwhile. */
    private static final Duration SAVE_LIMIT = Duration.ofMinutes(5);

    private final SessionParts parts;
    private final SessionMemory memory;
    private final SessionSlot slot;
    private final SessionLock lock;
    private final LoginServer server;
    private final SessionMaker maker;
    private final TimeSource time;
    private final RenewalMessages messages;

    Renewal(SessionParts parts, SessionMemory memory) {
        this.parts = parts;
        this.memory = memory;
        this.slot = parts.slot();
        this.lock = parts.adapters().lock();
        this.server = parts.server();
        this.maker = parts.maker();
        this.time = parts.adapters().time();
        this.messages = new RenewalMessages(slot);
    }

    /** Those who wait for a renewal, on other threads. */
    interface Waiters {
        /** That is what they get, although something is left to be stored. */
        void answer(Outcome outcome);

        /** Whether somebody needs the tokens that are not stored yet to be renewed by now; they then wait for that. */
        boolean wantMore();

        /** Waits until it is time for another try, or there is reason for an earlier one; false if the process ends. */
        boolean pause(Duration pause);
    }

    /**
     * What a renewal comes to.
     *
     * @param tokens what everyone uses from here on, or null if there are no new tokens
     * @param failure why there are none, or they are of no use to those who wait; else null
     */
    record Outcome(@Nullable Tokens tokens, @Nullable Throwable failure) {
        static Outcome failed(Throwable failure) {
            return new Outcome(null, failure);
        }

        boolean endsSession() {
            return failure instanceof LoginRequiredException;
        }

        private boolean isUnsaved() {
            return tokens != null && tokens.unsavedOver() != null;
        }
    }

    /** What one run works with; the events are told once no lock is held any more. */
    private record Run(LockedSession locked, Duration minimumLife, Waiters waiters, PendingEvents events) {}

    /**
     * Renews the session, or takes over what someone else made of it meanwhile.
     *
     * @param seen what was found wanting
     */
    Outcome run(Tokens seen, Duration minimumLife, Waiters waiters, PendingEvents events) {
        Outcome outcome;
        Duration limit = seen.isUsable(Moment.now(time)) ? SHORT_LOCK_LIMIT : LOCK_LIMIT;
        try (LockedSession locked = events.waitingForLock(() -> LockedSession.acquire(slot, lock, limit))) {
            Run run = new Run(locked, minimumLife, waiters, events);
            outcome = renewed(seen, run);
            if (outcome.isUnsaved()) {
                outcome = storedLater(outcome, run);
            }
        } catch (RuntimeException | Error e) {
            outcome = Outcome.failed(e);
        }
        if (outcome.endsSession()) {
            memory.forget();
        }
        Throwable failure = outcome.failure();
        if (failure != null) {
            events.failed(outcome.endsSession() ? Kind.SESSION_ENDED : Kind.RENEWAL_FAILED, failure);
        }
        return outcome;
    }

    /** Load, adopt or prepare, ask, and do what the answer says; once more only if the session changed meanwhile. */
    private Outcome renewed(Tokens seen, Run run) {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            // Asked before the session is read: a save that ends in between is in what is read.
            Optional<UnfinishedSave> unfinished = run.locked.unfinishedSaveOfAnother();
            StoredSession stored = slot.load().orElse(null);
            if (stored == null) {
                return Outcome.failed(messages.removed()); // Logged out elsewhere: the session must not come back.
            }
            // An earlier save failed: memory's tokens count, and the save replaces what is stored.
            boolean ahead = seen.isAheadOf(stored);
            if (!ahead && !seen.isSameTokenAs(stored) && !needsRenewal(stored, run.minimumLife)) {
                return adopted(stored, "it had been renewed elsewhere", run);
            }
            StoredSession before = ahead ? seen.session() : stored;
            Optional<Secret> sent = before.refreshToken();
            if (sent.isEmpty()) {
                return Outcome.failed(messages.notRenewable());
            }
            if (unfinished.isPresent() && new OtherSave(slot, time).awaited(unfinished.get(), stored)) {
                continue;
            }
            // What can fail of the save fails here: what could not be stored is not begun.
            if (!run.locked.isPrepared(stored, LOCK_LIMIT)) {
                continue;
            }
            TokenAnswer answer = server.refresh(sent.get());
            switch (answer.kind()) {
                case GRANTED -> {
                    return granted(((TokenAnswer.Granted) answer).reply(), before, stored, run);
                }
                case TRY_LATER -> {
                    return Outcome.failed(messages.tryLater((TokenAnswer.TryLater) answer));
                }
                case REFUSED -> {
                    TokenAnswer.Refused refused = (TokenAnswer.Refused) answer;
                    Optional<Secret> rotated = refused.rotatedRefreshToken();
                    if (rotated.isPresent()) {
                        // Whatever else is wrong with the answer, the token that was sent may be used up.
                        return kept(
                                before.withRefreshToken(rotated.get()), stored, messages.refused(refused.error()), run);
                    }
                    if (!parts.provider().endsSession(refused.error().code())) {
                        return Outcome.failed(messages.refused(refused.error()));
                    }
                    if (isStored(stored) && isStillStoredAfterAWhile(stored)) {
                        // Under the lock and looked at twice: what is cleared is what was refused, and nothing newer.
                        // So the next process need not ask the server. Best effort.
                        run.locked.save(before.withoutRefreshToken(), stored);
                        return Outcome.failed(messages.ended(refused.error(), unfinished));
                    }
                }
            }
        }
        return Outcome.failed(messages.changing());
    }

    /** Takes over what another process stored. Before the lock's release: else a logout between would come back to life. */
    private Outcome adopted(StoredSession stored, String why, Run run) {
        run.events.add(Kind.RENEWAL_ADOPTED, stored, why);
        return new Outcome(memory.publishStored(stored), null);
    }

    private Outcome granted(TokenReply reply, StoredSession before, StoredSession stored, Run run) {
        if (maker.isSomebodyElses(before, reply)) {
            parts.revoke(reply.accessToken(), reply.refreshToken());
            return Outcome.failed(messages.somebodyElses());
        }
        StoredSession session = maker.refreshed(before, reply, time.epochMillis(), run.events);
        return kept(session, stored, null, run);
    }

    /**
     * Stores and publishes what the server granted. If it cannot be stored, everyone in this process uses it all the same.
     *
     * @param why why it is of no use to those who wait, or null if it is
     */
    private Outcome kept(StoredSession session, StoredSession over, @Nullable AuthException why, Run run) {
        SaveResult result = run.locked.save(session, over);
        if (result.failure() != null) {
            run.events.add(Kind.NOT_SAVED, session, messages.notSaved(result.failure(), SAVE_LIMIT));
            Tokens unsaved = memory.publishUnsaved(session, over);
            run.events.tell();
            return new Outcome(unsaved, why);
        }
        if (result.saved() != Saved.DONE) {
            return overtaken(result.saved(), session, why, run);
        }
        run.events.renewed(session, why);
        return new Outcome(memory.publishSaved(session), why);
    }

    /** Another program stored something else meanwhile, or logged out. */
    private Outcome overtaken(Saved how, StoredSession session, @Nullable Throwable why, Run run) {
        Optional<StoredSession> theirs = how == Saved.REMOVED ? Optional.empty() : slot.load();
        if (theirs.isEmpty()) {
            parts.revoke(session.accessToken(), session.refreshToken());
            return Outcome.failed(messages.removed());
        }
        Outcome adopted = adopted(theirs.get(), "another program stored a session meanwhile", run);
        return new Outcome(adopted.tokens, why);
    }

    /**
     * Tries to store what could not be: until it is, or for five minutes, or until it has to be renewed, which then is done first.
     * The lock is kept meanwhile, since whoever had it now would send the token that is used up.
     */
    private Outcome storedLater(Outcome first, Run run) {
        Outcome unsaved = first;
        SavePauses pauses = new SavePauses(time, SAVE_LIMIT);
        StorageException latest = null;
        run.waiters.answer(unsaved);
        while (!pauses.isOver()) {
            boolean processGoesOn = run.waiters.pause(pauses.next());
            Tokens tokens = Objects.requireNonNull(unsaved.tokens);
            SaveResult result = run.locked.save(tokens.session(), Objects.requireNonNull(tokens.unsavedOver()));
            latest = result.failure();
            if (result.saved() == Saved.DONE) {
                run.events.renewed(tokens.session(), unsaved.failure);
                return new Outcome(memory.saved(tokens), unsaved.failure);
            }
            if (latest == null) {
                return overtaken(result.saved(), tokens.session(), unsaved.failure, run);
            }
            if (!processGoesOn) {
                run.locked.leaveMark();
                return givenUp(unsaved, latest, "are lost with it. Log in again.", run);
            }
            if (run.waiters.wantMore()) {
                Outcome more = renewedOrFailed(tokens, run);
                if (more.endsSession() || more.tokens != null && !more.isUnsaved()) {
                    return more;
                }
                run.waiters.answer(more);
                if (more.isUnsaved()) {
                    unsaved = more;
                    pauses = new SavePauses(time, SAVE_LIMIT);
                }
            }
        }
        return givenUp(unsaved, latest, "are used while it runs. After that, log in again.", run);
    }

    /** If it fails, the tokens that it was to renew are still to be stored. */
    private Outcome renewedOrFailed(Tokens unsaved, Run run) {
        try {
            return renewed(unsaved, run);
        } catch (AuthException e) {
            return Outcome.failed(e);
        }
    }

    private Outcome givenUp(Outcome unsaved, @Nullable StorageException latest, String tokens, Run run) {
        run.events.failed(
                Kind.SAVING_GIVEN_UP, messages.savingGivenUp(latest, tokens), AuthException.Kind.STORAGE.name());
        return unsaved;
    }

    private boolean needsRenewal(StoredSession stored, Duration minimumLife) {
        Decision decision =
                TokenLifecycle.decide(stored, TokenLifecycle.window(stored, 0), time.epochMillis(), minimumLife);
        return decision == Decision.RENEW || decision == Decision.LOG_IN_AGAIN;
    }

    private boolean isStored(StoredSession before) {
        return slot.load().filter(now -> SessionSlot.isStill(now, before)).isPresent();
    }

    private boolean isStillStoredAfterAWhile(StoredSession before) {
        // Nobody interrupts this thread but a JVM that is going down: then one look must do.
        boolean unused = SavePauses.paused(time, SECOND_LOOK);
        return isStored(before);
    }
}

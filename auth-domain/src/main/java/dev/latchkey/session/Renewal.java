package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.TokenResponse;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.LockedSession.SaveResult;
import dev.latchkey.session.LockedSession.Saved;
import dev.latchkey.session.SessionMemory.Moment;
import dev.latchkey.session.SessionMemory.Tokens;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import dev.latchkey.token.TokenLifecycle.Window;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A renewal, from acquiring the lock to releasing it, on a thread that no caller can interrupt. A process that acquires the lock later
 * decides again by what is stored then, and adopts it; so a rotating refresh token is sent only once. Each session has one instance, which
 * keeps no state between runs.
 */
final class Renewal {
    static final Duration LOCK_LIMIT = Duration.ofSeconds(60);
    /** For callers that can continue with their present token. */
    static final Duration SHORT_LOCK_LIMIT = Duration.ofSeconds(2);
    /** Each round requires another program to have changed the session in the meantime, so a few are enough. */
    private static final int MOST_ROUNDS = 4;
    /** Another program may not use locks, so the store is read again before the server's refusal is accepted. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);
    /** How long storing is retried, while no other process can renew the session. */
    private static final Duration SAVE_LIMIT = Duration.ofMinutes(5);

    private final SessionParts parts;
    private final SessionMemory memory;
    private final SessionSlot slot;
    private final TimeSource time;

    Renewal(SessionParts parts, SessionMemory memory) {
        this.parts = parts;
        this.memory = memory;
        this.slot = parts.slot();
        this.time = parts.adapters().time();
    }

    /** The threads that wait for a renewal. */
    interface Waiters {
        /** Gives them this result, although something remains to be stored. */
        void answer(Outcome outcome);

        /** Whether a thread needs the unsaved tokens to be renewed by now, and waits for that. */
        boolean wantMore();

        /** Waits until the next attempt is due, or until there is a reason for an earlier one; false if the process is exiting. */
        boolean pause(Duration pause);
    }

    /**
     * The result of a renewal.
     *
     * @param tokens the tokens to use from now on, or null if there are no new ones
     * @param failure why there are none, or why they cannot be used by waiting threads; else null
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

    /** The state of one run. The events are reported once no lock is held. */
    private record Run(LockedSession locked, Duration minimumLife, Waiters waiters, PendingEvents events) {}

    /** Renews the session if these are still its tokens, or adopts the result of another process. */
    Outcome run(Tokens seen, Duration minimumLife, Waiters waiters, PendingEvents events) {
        Outcome outcome;
        Duration limit = seen.isUsable(Moment.now(time)) ? SHORT_LOCK_LIMIT : LOCK_LIMIT;
        BooleanSupplier needed = () -> !memory.isReplaced(seen, minimumLife);
        try (LockedSession locked = events.waitingForLock(
                        () -> LockedSession.acquire(slot, parts.adapters().lock(), limit, needed))
                .orElse(null)) {
            outcome = locked == null
                    ? renewedElsewhere(events)
                    : renewedUnderLock(seen, new Run(locked, minimumLife, waiters, events));
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

    private Outcome renewedElsewhere(PendingEvents events) {
        Tokens stored = memory.current();
        return stored == null
                ? Outcome.failed(parts.messages().removed()) // Logged out here at this very moment.
                : adopted(stored, "it was renewed elsewhere meanwhile", events);
    }

    private Outcome renewedUnderLock(Tokens seen, Run run) {
        Outcome outcome = renewed(seen, run);
        return outcome.isUnsaved() ? storedLater(outcome, run) : outcome;
    }

    /** Loads, adopts or prepares, sends the request, and handles the answer; again only if the session changed in the meantime. */
    private Outcome renewed(Tokens seen, Run run) {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            // Before the session is read: if a save ends in between, its result is read.
            Optional<UnfinishedSave> unfinished = run.locked.unfinishedSaveOfAnother();
            StoredSession stored = slot.load().orElse(null);
            if (stored == null) {
                // Logged out elsewhere: the session must not reappear.
                return Outcome.failed(parts.messages().removed());
            }
            // If an earlier save failed, the tokens in memory are the valid ones, and the save replaces what is stored.
            boolean ahead = seen.isAheadOf(stored);
            if (!ahead && !seen.isSameTokenAs(stored) && !needsRenewal(stored, run.minimumLife)) {
                return adopted(memory.publishStored(stored), "it had been renewed elsewhere", run.events);
            }
            StoredSession before = ahead ? seen.session() : stored;
            Optional<Secret> sent = before.refreshToken();
            if (sent.isEmpty()) {
                return Outcome.failed(parts.messages().notRenewable());
            }
            if (unfinished.isPresent() && new OtherSave(slot, time).awaited(unfinished.get(), stored)) {
                continue;
            }
            // Everything that can fail about the save fails here, so nothing is requested that could not be stored.
            if (!run.locked.isPrepared(stored, ahead, LOCK_LIMIT)) {
                continue;
            }
            TokenResponse answer = parts.server().refresh(sent.get());
            switch (answer.kind()) {
                case GRANTED -> {
                    return granted((GrantedTokens) answer, before, stored, run);
                }
                case TRY_LATER -> {
                    return Outcome.failed(parts.messages().tryLater((TokenResponse.TryLater) answer));
                }
                case REFUSED -> {
                    TokenResponse.Refused refused = (TokenResponse.Refused) answer;
                    AuthException why = parts.messages().refused(refused.error());
                    Optional<Secret> rotated = refused.rotatedRefreshToken();
                    if (rotated.isPresent()) {
                        // Whatever else is wrong with the answer, the token that was sent may be used up.
                        return kept(before.withRefreshToken(rotated.get()), stored, why, run);
                    }
                    if (!parts.provider().endsSession(refused.error().code())) {
                        return Outcome.failed(why);
                    }
                    if (slot.isStored(stored) && isStillStoredAfterAWhile(stored)) {
                        // Under the lock and read twice: what is cleared is what was refused, and nothing newer. The
                        // next process then need not contact the server. Best effort.
                        boolean isUsable = seen.isUsable(Moment.now(time));
                        run.locked.save(
                                isUsable ? before.withoutRefreshToken() : before.endedAt(time.epochMillis()), stored);
                        return Outcome.failed(parts.messages().ended(refused.error(), unfinished));
                    }
                }
            }
        }
        return Outcome.failed(parts.messages().changing());
    }

    /** Adopts what another process stored. Before the lock is released: otherwise a logout in between would be undone. */
    private static Outcome adopted(Tokens tokens, String why, PendingEvents events) {
        events.add(Kind.RENEWAL_ADOPTED, tokens.session(), why);
        return new Outcome(tokens, null);
    }

    private Outcome granted(GrantedTokens reply, StoredSession before, StoredSession stored, Run run) {
        if (parts.maker().isSomebodyElses(before, reply)) {
            parts.revoke(reply.accessToken(), reply.refreshToken());
            return Outcome.failed(parts.messages().somebodyElses());
        }
        StoredSession session = parts.maker().refreshed(before, reply, time.epochMillis(), run.events);
        return kept(session, stored, null, run);
    }

    /**
     * Stores and publishes what the server granted. If it cannot be stored, this process uses it anyway.
     *
     * @param why why waiting threads cannot use it, or null if they can
     */
    private Outcome kept(StoredSession session, StoredSession over, @Nullable AuthException why, Run run) {
        SaveResult result = run.locked.save(session, over);
        if (result.failure() != null) {
            run.events.add(Kind.NOT_SAVED, session, parts.messages().notSaved(result.failure(), SAVE_LIMIT));
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

    /** Another program stored something else in the meantime, or logged out. */
    private Outcome overtaken(Saved how, StoredSession session, @Nullable Throwable why, Run run) {
        Optional<StoredSession> theirs = how == Saved.REMOVED ? Optional.empty() : slot.load();
        if (theirs.isEmpty()) {
            parts.revoke(session.accessToken(), session.refreshToken());
            return Outcome.failed(parts.messages().removed());
        }
        Tokens stored = memory.publishStored(theirs.get());
        adopted(stored, "another program stored a session meanwhile", run.events);
        return new Outcome(stored, why);
    }

    /**
     * Retries storing: until it succeeds, for five minutes, or until the tokens must be renewed, which is then done first. The lock is held
     * meanwhile, because another process would send the used token.
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

    /** If this renewal fails, the previous tokens must still be stored. */
    private Outcome renewedOrFailed(Tokens unsaved, Run run) {
        try {
            return renewed(unsaved, run);
        } catch (AuthException e) {
            return Outcome.failed(e);
        }
    }

    private Outcome givenUp(Outcome unsaved, @Nullable StorageException latest, String tokens, Run run) {
        run.events.failed(
                Kind.SAVING_GIVEN_UP,
                parts.messages().savingGivenUp(latest, tokens),
                AuthException.Kind.STORAGE.name());
        return unsaved;
    }

    private boolean needsRenewal(StoredSession stored, Duration minimumLife) {
        Window window = TokenLifecycle.window(stored, 0);
        return !TokenLifecycle.decide(stored, window, time.epochMillis(), minimumLife)
                .isUse();
    }

    private boolean isStillStoredAfterAWhile(StoredSession before) {
        // Only the JVM's shutdown interrupts this thread. Then one look must be enough.
        boolean unused = SavePauses.paused(time, SECOND_LOOK);
        return slot.isStored(before);
    }
}

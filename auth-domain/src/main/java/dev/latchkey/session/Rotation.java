package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the server answered: stores it over the token that was sent and publishes it. If it cannot be stored, everyone in
 * this process uses it all the same, while storing it is tried again under the lock, since whoever had the lock now would send
 * the token that is used up. Used by one thread.
 */
final class Rotation {
    /** For how long storing is tried: nobody else can renew the session meanwhile. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final SessionParts parts;
    private final SessionMemory memory;
    private final RenewalMessages messages;
    private final Events events;
    private final Renewal.Waiters waiters;
    private final RotationSave save;
    private @Nullable Unsaved unsaved;
    private @Nullable AuthException failure;
    private @Nullable Secret replaced;

    /** What is left to be stored, over which token, and until when that is tried. */
    private record Unsaved(Snapshot snapshot, Secret over, SavePauses pauses) {}

    /** What came of what was left to be stored. */
    enum Later {
        /** It is stored, or given up. */
        DONE,
        /** Not yet, and by now it has to be renewed. */
        RENEW_AGAIN
    }

    Rotation(
            SessionParts parts,
            SessionMemory memory,
            RenewalMessages messages,
            Events events,
            Renewal.Waiters waiters,
            RotationSave save) {
        this.parts = parts;
        this.memory = memory;
        this.messages = messages;
        this.events = events;
        this.waiters = waiters;
        this.save = save;
    }

    /**
     * Makes the place for the answer.
     *
     * @param newReplaced the refresh token that the store holds, and that alone is replaced
     */
    void prepare(Secret newReplaced) {
        save.prepare();
        replaced = newReplaced;
    }

    /** Gives the place up; the next answer takes a new one. */
    void giveUpPlace() {
        save.giveUp();
    }

    /** A save that another process has under way, although the lock is ours. */
    Optional<UnfinishedSave> ofAnotherProcess() {
        return save.isPrepared() ? Optional.empty() : parts.file().interrupted();
    }

    /** Takes over what another process stored. Before the lock's release: else a logout between would come back to life. */
    Snapshot adopted(StoredSession stored, String why) {
        unsaved = null;
        events.add(Kind.RENEWAL_ADOPTED, why);
        return memory.publish(Renewed.stored(stored));
    }

    /** Stores and publishes what the server granted. */
    Snapshot keep(StoredSession session) {
        return keep(session, null);
    }

    /**
     * The same.
     *
     * @param why why it is of no use to those who wait, or null if it is
     */
    Snapshot keep(StoredSession session, @Nullable AuthException why) {
        failure = why;
        Secret over = Objects.requireNonNull(replaced);
        RotationSave.Outcome outcome = save.attempt(session, over);
        if (outcome.failure() == null) {
            unsaved = null;
            return decided(outcome.kind(), session, () -> memory.publish(Renewed.saved(session)));
        }
        Snapshot snapshot = memory.publish(Renewed.unsaved(session, over));
        unsaved = new Unsaved(snapshot, over, new SavePauses(parts.adapters().time(), LIMIT));
        events.add(
                Kind.NOT_SAVED,
                outcome.failure().getMessage()
                        + " The new tokens are used from memory. Saving them is tried again while this process runs, for "
                        + LIMIT.toMinutes() + " minutes at most.");
        events.tell();
        if (why == null) {
            waiters.use(snapshot);
        } else {
            waiters.fail(why);
        }
        return snapshot;
    }

    /** The refresh token is of no more use: the next process need not ask the server to learn that. Best effort. */
    void clear(StoredSession withoutRefreshToken) {
        save.attempt(withoutRefreshToken, Objects.requireNonNull(replaced));
    }

    /** Whether tokens in use are still to be stored. */
    boolean isUnsaved() {
        return unsaved != null;
    }

    /** Tries to store them until they are, until they have to be renewed, or for five minutes. */
    Later storedLater() {
        Unsaved left = Objects.requireNonNull(unsaved);
        StoredSession session = left.snapshot().session();
        StorageException latest = null;
        while (!left.pauses().isOver()) {
            boolean processGoesOn = waiters.pause(left.pauses().next());
            RotationSave.Outcome outcome = save.attempt(session, left.over());
            if (outcome.failure() == null) {
                unsaved = null;
                decided(outcome.kind(), session, () -> memory.saved(left.snapshot()));
                return Later.DONE;
            }
            if (!processGoesOn) {
                save.leaveMark();
                return givenUp(outcome.failure(), "are lost with it. Log in again.");
            }
            if (waiters.wantMore()) {
                return Later.RENEW_AGAIN;
            }
            latest = outcome.failure();
        }
        return givenUp(latest, "are used while it runs. After that, log in again.");
    }

    private Later givenUp(@Nullable StorageException latest, String tokens) {
        events.add(
                Kind.NOT_SAVED,
                (latest == null ? "" : latest.getMessage() + " ")
                        + "Saving the new tokens of this process was given up; they " + tokens);
        return Later.DONE;
    }

    /**
     * What those who wait get in the end.
     *
     * @throws AuthException if that is a failure
     */
    Snapshot result(Snapshot snapshot) {
        if (failure != null) {
            throw failure;
        }
        return snapshot;
    }

    private interface Publication {
        Snapshot publish();
    }

    private Snapshot decided(RotationSave.Kind kind, StoredSession session, Publication publication) {
        switch (kind) {
            case SAVED -> {
                events.add(Kind.RENEWED, "");
                return publication.publish();
            }
            case SUPERSEDED -> {
                return adopted(
                        parts.file().load().orElseThrow(messages::removed),
                        "another program stored a session meanwhile");
            }
            case REMOVED -> {
                new Revoker(parts.server()).revoke(session.accessToken(), session.refreshToken());
                throw messages.removed();
            }
            case FAILED -> throw new IllegalStateException("not decided");
        }
        throw new IllegalStateException(kind.name());
    }
}

package dev.latchkey.port;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionLock.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps one opaque document per session: no store knows JSON or OAuth.
 *
 * <p>A document is replaced whole or not at all, also when the process dies. Readers take no lock and change nothing. Whoever
 * prepares, deletes or sets aside hands in the {@link Hold} of the session's lock; that of another lock is refused with an {@link
 * IllegalArgumentException}. Implementations are safe for use by several threads.
 */
public interface SessionStore {
    /**
     * The session's document, if there is one and no logout of it has begun.
     *
     * @throws StorageException if there may be one but it cannot be read
     */
    Optional<Secret> load(SessionId id);

    /**
     * Makes the place for a document: what can fail of a save fails here, before the tokens to be saved are fetched. The
     * present document stays as it is until {@link PreparedSave#commit}, which replaces this one and no other. Clears what a
     * crashed save left behind.
     *
     * <pre>{@code
     * try (PreparedSave save = store.prepare(id, hold)) {
     *     Secret document = ...; // ask the server
     *     save.commit(document);
     * }
     * }</pre>
     *
     * @param hold the session's lock
     * @throws StorageException if no document could be stored there; of reason {@link StorageException.Reason#LOCK_LOST} also if
     *     the lock was lost, where the store can tell
     * @throws IllegalArgumentException if it is the lock of something else
     */
    PreparedSave prepare(SessionId id, Hold hold);

    /**
     * A save that was prepared and neither committed nor closed, if there is one, with who prepared it and when: its process is
     * still at it, or was stopped before it could store what a server had answered. Only the next {@link #prepare} and {@link #delete} clear it.
     *
     * @throws StorageException if that cannot be told
     */
    Optional<UnfinishedSave> interrupted(SessionId id);

    /**
     * Marks the present document, durably, as one whose logout has begun: from here on {@link #load} finds nothing, also in
     * other processes and after a crash, until another document takes its place. Without a document it does nothing.
     *
     * @throws StorageException if it could not be marked; then it is as it was
     */
    void beginLogout(SessionId id);

    /**
     * The document whose logout has begun and not ended, for the logout that finishes it; empty if there is none.
     *
     * @throws StorageException if there may be one but it cannot be read
     */
    Optional<Secret> loadEnding(SessionId id);

    /**
     * Deletes the document, the mark of {@link #beginLogout} and what an unfinished save left behind; without one it does
     * nothing.
     *
     * @param hold the session's lock
     * @throws StorageException if it is still there afterwards; of reason {@link StorageException.Reason#LOCK_LOST} if the lock was
     *     lost
     * @throws IllegalArgumentException if it is the lock of something else
     */
    void delete(SessionId id, Hold hold);

    /**
     * Puts a document that is in the way under another name, where no session will find it.
     *
     * @param hold the session's lock
     * @return where it is now, for a person; empty if there was none
     * @throws StorageException if it could not be moved; of reason {@link StorageException.Reason#LOCK_LOST} if the lock was lost
     * @throws IllegalArgumentException if it is the lock of something else
     */
    Optional<String> setAside(SessionId id, Hold hold);

    /**
     * The providers that have sessions, each once.
     *
     * @throws StorageException if that cannot be told, be it for a part of them
     */
    List<String> providers();

    /**
     * A page of a provider's sessions that have a document, also of those whose logout has begun: by account, in an order that is
     * the store's own and does not change.
     *
     * @param afterAccount the last account of the page before, which need not be there any more; empty for the first page
     * @param limit how many at most, one or more; where there are fewer, there is no further page
     * @throws StorageException if that cannot be told, be it for a part of them
     */
    List<SessionId> list(String provider, String afterAccount, int limit);

    /**
     * All sessions of a provider, read page by page.
     *
     * @throws StorageException as {@link #list(String, String, int)} does
     */
    default List<SessionId> list(String provider) {
        int limit = 1_000;
        List<SessionId> all = new ArrayList<>();
        List<SessionId> page;
        do {
            page = list(provider, all.isEmpty() ? "" : all.get(all.size() - 1).account(), limit);
            all.addAll(page);
        } while (page.size() == limit);
        return all;
    }

    /**
     * All sessions, where they are few enough to be held in memory.
     *
     * @throws StorageException as {@link #list(String, String, int)} does
     */
    default List<SessionId> list() {
        return providers().stream().flatMap(name -> list(name).stream()).toList();
    }

    /**
     * All sessions that can be seen, for a person who is to be shown as many as there are. Such a list must not decide about
     * anything: a session that is missing from it may be there.
     *
     * @param unreadable told of each part that could not be read; called on this thread
     */
    default List<SessionId> list(Consumer<? super StorageException> unreadable) {
        try {
            return list();
        } catch (StorageException e) {
            unreadable.accept(e);
            return List.of();
        }
    }

    /** Where the session's document is or would be, for a person; never fails. */
    String location(SessionId id);

    /**
     * Tells of sessions that others saved, logged out or deleted, as soon as the store hears of it. A store that cannot hear of it, as
     * by default, never tells anything: what changed is seen when it is read again.
     *
     * @param changed told which session, or empty where changes of any may have been missed, as after an outage; on a thread that it
     *     must not hold up
     * @return to close when changes are no longer of interest
     */
    default Watch watch(Consumer<Optional<SessionId>> changed) {
        return () -> {};
    }

    /** A registration for changes. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        /** Ends it; never throws. Closing it again does nothing. */
        @Override
        void close();
    }

    /** A place that was made for a document. Used by one thread. */
    interface PreparedSave extends AutoCloseable {
        /**
         * Replaces the session's document, if it still is what it was when this was prepared; it is durable when this returns. After
         * a failure it may be tried again.
         *
         * @throws StorageException if it failed; then the previous document is still there. Of reason {@link
         *     StorageException.Reason#STALE} if another program stored a document meanwhile, deleted it, or began a logout: that
         *     stays, and only what is prepared anew can be committed. Of reason {@link StorageException.Reason#LOCK_LOST} if the lock
         *     was lost, where the store can tell
         * @throws IllegalStateException if it was committed or closed already
         */
        void commit(Secret document);

        /** Without a commit, leaves everything as it was; after one, does nothing. Never throws. */
        @Override
        void close();
    }
}

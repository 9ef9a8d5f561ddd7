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
 * Stores one opaque document per session. A store knows nothing about JSON or OAuth.
 *
 * <p>A document is replaced as a whole or not at all, even if the process dies. Readers take no lock and change nothing. Callers that
 * prepare a save, begin a logout, delete or set aside pass the {@link Hold} of the session's lock; the hold of another lock is refused with an {@link
 * IllegalArgumentException}. Implementations must be safe for use by several threads.
 */
public interface SessionStore {
    /**
     * Returns the session's document, if there is one and its logout has not begun.
     *
     * @throws StorageException if there may be one but it cannot be read
     */
    Optional<Secret> load(SessionId id);

    /**
     * Reserves space for a document. Everything that can fail about a save should fail here, before the new tokens are requested. The
     * present document remains until {@link PreparedSave#commit}, which replaces only this one. Clears what a crashed save left behind.
     *
     * <pre>{@code
     * try (PreparedSave save = store.prepare(id, hold)) {
     *     Secret document = ...; // ask the server
     *     save.commit(document);
     * }
     * }</pre>
     *
     * @param hold the session's lock
     * @throws StorageException if no document could be stored there; with reason {@link StorageException.Reason#LOCK_LOST} also if the
     *     lock was lost, if the store can detect that
     * @throws IllegalArgumentException if it is another lock
     */
    PreparedSave prepare(SessionId id, Hold hold);

    /**
     * Returns the save that was prepared and neither committed nor closed, if there is one, with who prepared it and when. Its process is
     * still working on it, or was stopped before it could store a server's response. Only the next {@link #prepare} and {@link #delete}
     * clear it.
     *
     * @throws StorageException if that cannot be determined
     */
    Optional<UnfinishedSave> interrupted(SessionId id);

    /**
     * Durably marks the present document as one whose logout has begun: from now on, {@link #load} finds nothing, even in other processes
     * and after a crash, until another document replaces it. Does nothing if there is no document.
     *
     * @param hold the session's lock
     * @throws StorageException if it could not be marked; then it is unchanged. With reason {@link StorageException.Reason#LOCK_LOST} if the
     *     lock was lost
     * @throws IllegalArgumentException if it is another lock
     */
    void beginLogout(SessionId id, Hold hold);

    /**
     * Returns the document whose logout has begun but not ended, for the logout that completes it; empty if there is none.
     *
     * @throws StorageException if there may be one but it cannot be read
     */
    Optional<Secret> loadEnding(SessionId id);

    /**
     * Deletes the document, the mark of {@link #beginLogout} and what an unfinished save left behind. Does nothing if there are none.
     *
     * @param hold the session's lock
     * @throws StorageException if it still exists afterwards; with reason {@link StorageException.Reason#LOCK_LOST} if the lock was lost
     * @throws IllegalArgumentException if it is another lock
     */
    void delete(SessionId id, Hold hold);

    /**
     * Moves an obstructive document aside, to a name under which no session is found.
     *
     * @param hold the session's lock
     * @return where it is now, for display; empty if there was none
     * @throws StorageException if it could not be moved; with reason {@link StorageException.Reason#LOCK_LOST} if the lock was lost
     * @throws IllegalArgumentException if it is another lock
     */
    Optional<String> setAside(SessionId id, Hold hold);

    /**
     * Returns the providers that have sessions, without duplicates.
     *
     * @throws StorageException if they cannot be determined, even for only a part of them
     */
    List<String> providers();

    /**
     * Returns a page of a provider's sessions that have a document, including those whose logout has begun. They are ordered by account, in
     * an order that depends on the store and does not change.
     *
     * @param afterAccount the last account of the previous page, which need not exist any more; empty for the first page
     * @param limit the maximum number, at least one; if there are fewer, this is the last page
     * @throws StorageException if they cannot be determined, even for only a part of them
     */
    List<SessionId> list(String provider, String afterAccount, int limit);

    /**
     * Returns all sessions of a provider, read page by page.
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
     * Returns all sessions, if there are few enough to fit in memory.
     *
     * @throws StorageException as {@link #list(String, String, int)} does
     */
    default List<SessionId> list() {
        return providers().stream().flatMap(name -> list(name).stream()).toList();
    }

    /**
     * Returns all sessions that can be found, to show as many as possible to a person. Nothing must be decided by such a list: a session
     * that it lacks may exist.
     *
     * @param unreadable called for each part that could not be read, on this thread
     */
    default List<SessionId> list(Consumer<? super StorageException> unreadable) {
        try {
            return list();
        } catch (StorageException e) {
            unreadable.accept(e);
            return List.of();
        }
    }

    /** Where the session's document is or would be, for display; never fails. */
    String location(SessionId id);

    /**
     * Reports sessions that others saved, logged out or deleted, as soon as the store is notified. A store without notifications, as by
     * default, never reports anything; changes are then seen at the next read.
     *
     * @param changed called with the session, or with empty if changes of any session may have been missed, for example after an outage;
     *     must not block the calling thread
     * @return a registration to close when changes are no longer of interest
     */
    default Watch watch(Consumer<Optional<SessionId>> changed) {
        return () -> {};
    }

    /** A registration for changes. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        /** Ends the registration; never throws. Closing it again does nothing. */
        @Override
        void close();
    }

    /** Reserved space for a document. Used by one thread. */
    interface PreparedSave extends AutoCloseable {
        /**
         * Replaces the session's document if it has not changed since the save was prepared. The new document is durable when this method
         * returns. After a failure, the commit can be retried.
         *
         * @throws StorageException if it failed; then the previous document is still there. With reason {@link
         *     StorageException.Reason#STALE} if another program stored a document in the meantime, deleted it, or began a logout: that
         *     change is kept, and a new save must be prepared. With reason {@link StorageException.Reason#LOCK_LOST} if the lock was lost,
         *     if the store can detect that
         * @throws IllegalStateException if it was already committed or closed
         */
        void commit(Secret document);

        /** Without a commit, leaves everything unchanged; after one, does nothing. Never throws. */
        @Override
        void close();
    }
}

package dev.latchkey.port;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps one opaque document per session: no store knows JSON or OAuth.
 *
 * <p>A document is replaced whole or not at all, also when the process dies. Readers take no lock and change nothing. Whoever
 * prepares, commits, deletes or sets aside holds the {@link SessionLock} of the session. Implementations are safe for use by
 * several threads.
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
     * present document stays as it is until {@link PreparedSave#commit}. Clears what a crashed save left behind.
     *
     * <pre>{@code
     * try (PreparedSave save = store.prepare(id)) {
     *     Secret document = ...; // ask the server
     *     save.commit(document);
     * }
     * }</pre>
     *
     * @throws StorageException if no document could be stored there
     */
    PreparedSave prepare(SessionId id);

    /**
     * A save that was prepared and neither committed nor closed, if there is one: its process is still at it, or was stopped
     * before it could store what a server had answered. Only the next {@link #prepare} and {@link #delete} clear it.
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
     * @throws StorageException if it is still there afterwards
     */
    void delete(SessionId id);

    /**
     * Puts a document that is in the way under another name, where no session will find it.
     *
     * @return where it is now, for a person; empty if there was none
     * @throws StorageException if it could not be moved
     */
    Optional<String> setAside(SessionId id);

    /**
     * All sessions that have a document, in no particular order; also those whose logout has begun.
     *
     * @throws StorageException if that cannot be told, be it for a part of them
     */
    List<SessionId> list();

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

    /** A place that was made for a document. Used by one thread. */
    interface PreparedSave extends AutoCloseable {
        /**
         * Replaces the session's document; it is durable when this returns. After a failure it may be tried again.
         *
         * @throws StorageException if it failed; then the previous document is still there
         * @throws IllegalStateException if it was committed or closed already
         */
        void commit(Secret document);

        /** Without a commit, leaves everything as it was; after one, does nothing. Never throws. */
        @Override
        void close();
    }
}

package dev.latchkey.testkit;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory store that fails when a test says so and records its operations. Safe for use by several threads.
 *
 * <p>{@link #put}, {@link #document}, {@link #leaveInterrupted} and {@link #setAsideDocuments} bypass the failures and the record: they
 * give a test direct access.
 */
public final class InMemorySessionStore implements SessionStore {
    private final Map<SessionId, String> documents = new LinkedHashMap<>();
    private final Map<SessionId, Supplier<UnfinishedSave>> prepared = new HashMap<>();
    private final Map<SessionId, String> ending = new HashMap<>();
    private final List<String> aside = new ArrayList<>();
    private final List<String> operations = new ArrayList<>();
    private int failingPrepares;
    private int failingCommits;
    private int failingMarks;
    private @Nullable StorageException loadFailure;

    /** Creates an empty store. */
    public InMemorySessionStore() {}

    /** Stores this text, as another program would. */
    public synchronized void put(SessionId id, String document) {
        documents.put(id, Objects.requireNonNull(document, "document"));
    }

    /** The stored document, if any. */
    public synchronized Optional<String> document(SessionId id) {
        return Optional.ofNullable(documents.get(id));
    }

    /** Leaves a prepared save behind, as a killed process would. */
    public synchronized void leaveInterrupted(SessionId id) {
        leaveInterrupted(id, UnfinishedSave.unknown());
    }

    /** Leaves a prepared save behind, as another process would that is still running or was killed. */
    public synchronized void leaveInterrupted(SessionId id, UnfinishedSave save) {
        prepared.put(id, () -> save);
    }

    /** The documents that were set aside, in order. */
    public synchronized List<String> setAsideDocuments() {
        return List.copyOf(aside);
    }

    /** Makes the next prepares fail as if the disk were full. */
    public synchronized void failNextPrepares(int count) {
        failingPrepares = count;
    }

    /** Makes the next commits fail as if the disk were full. */
    public synchronized void failNextCommits(int count) {
        failingCommits = count;
    }

    /** Makes the next attempts to mark a logout as begun fail as if the disk were full. */
    public synchronized void failNextLogoutMarks(int count) {
        failingMarks = count;
    }

    /** Makes every load fail with this exception, until {@link #loadAgain()}. */
    public synchronized void failLoads(StorageException failure) {
        loadFailure = Objects.requireNonNull(failure, "failure");
    }

    /** Ends {@link #failLoads}. */
    public synchronized void loadAgain() {
        loadFailure = null;
    }

    /**
     * The operations so far, in order: {@code load}, {@code prepare}, {@code commit}, {@code discard} (a prepared save was closed without a
     * commit), {@code beginLogout}, {@code loadEnding}, {@code delete} or {@code setAside}, each with the session as in {@code "load
     * example/alice"}. Failed ones end in {@code " failed"}.
     */
    public synchronized List<String> operations() {
        return List.copyOf(operations);
    }

    /** Clears the record of operations. */
    public synchronized void clearOperations() {
        operations.clear();
    }

    @Override
    public synchronized Optional<Secret> load(SessionId id) {
        log("load", id, loadFailure != null);
        if (loadFailure != null) {
            throw loadFailure;
        }
        return document(id).filter(document -> !isEnding(id)).map(Secret::of);
    }

    private boolean isEnding(SessionId id) {
        return ending.containsKey(id) && ending.get(id).equals(documents.get(id));
    }

    @Override
    public synchronized PreparedSave prepare(SessionId id, Hold hold) {
        hold.requireSession(id);
        boolean fails = failingPrepares > 0;
        failingPrepares = Math.max(0, failingPrepares - 1);
        logOrFail("prepare", id, fails);
        Supplier<UnfinishedSave> mark = mark(hold);
        prepared.put(id, mark);
        return new Save(id, mark, seen(id));
    }

    /** A holder that lost or released the lock counts as ended, so that a test can simulate two processes in one. */
    private static Supplier<UnfinishedSave> mark(Hold hold) {
        String by = "process " + ProcessHandle.current().pid();
        Instant since = Instant.now();
        return () -> {
            try {
                hold.check();
                return new UnfinishedSave(by, since, ProcessState.RUNNING);
            } catch (StorageException e) {
                return new UnfinishedSave(by, since, ProcessState.GONE);
            }
        };
    }

    /** The document, and whether its logout has begun. */
    private List<Object> seen(SessionId id) {
        return List.of(document(id), isEnding(id));
    }

    private synchronized void commit(Save save, String document) {
        SessionId id = save.id;
        boolean fails = failingCommits > 0;
        failingCommits = Math.max(0, failingCommits - 1);
        boolean stale = !save.replaces.equals(seen(id));
        log("commit", id, fails || stale || loadFailure != null);
        if (loadFailure != null) {
            throw loadFailure; // A document that cannot be read cannot be compared.
        }
        if (fails) {
            throw failure(id);
        }
        if (stale) {
            throw new StorageException(
                    Reason.STALE, location(id), location(id) + " changed after its save was prepared.", null);
        }
        documents.put(id, document);
        prepared.remove(id);
    }

    private synchronized void discard(Save save) {
        log("discard", save.id, false);
        prepared.remove(save.id, save.mark);
    }

    @Override
    public synchronized Optional<UnfinishedSave> interrupted(SessionId id) {
        return Optional.ofNullable(prepared.get(id)).map(Supplier::get);
    }

    @Override
    public synchronized void beginLogout(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        boolean fails = failingMarks > 0;
        failingMarks = Math.max(0, failingMarks - 1);
        logOrFail("beginLogout", id, fails);
        document(id).ifPresent(document -> ending.put(id, document));
    }

    @Override
    public synchronized Optional<Secret> loadEnding(SessionId id) {
        log("loadEnding", id, loadFailure != null);
        if (loadFailure != null) {
            throw loadFailure;
        }
        return document(id).filter(document -> isEnding(id)).map(Secret::of);
    }

    @Override
    public synchronized void delete(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        log("delete", id, false);
        documents.remove(id);
        ending.remove(id);
        prepared.remove(id);
    }

    @Override
    public synchronized Optional<String> setAside(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        log("setAside", id, false);
        String document = documents.remove(id);
        if (document == null) {
            return Optional.empty();
        }
        aside.add(document);
        return Optional.of(location(id) + ".aside-" + aside.size());
    }

    @Override
    public synchronized List<String> providers() {
        return documents.keySet().stream().map(SessionId::provider).distinct().toList();
    }

    @Override
    public synchronized List<SessionId> list(String provider, String afterAccount, int limit) {
        return documents.keySet().stream()
                .filter(id -> id.provider().equals(provider) && id.account().compareTo(afterAccount) > 0)
                .sorted(Comparator.comparing(SessionId::account))
                .limit(limit)
                .toList();
    }

    @Override
    public String location(SessionId id) {
        return "memory:" + id;
    }

    private void logOrFail(String operation, SessionId id, boolean fails) {
        log(operation, id, fails);
        if (fails) {
            throw failure(id);
        }
    }

    private StorageException failure(SessionId id) {
        String where = location(id);
        return new StorageException(
                Reason.NOT_WRITABLE, where, where + " could not be saved: no space left in this test.", null);
    }

    private void log(String operation, SessionId id, boolean failed) {
        operations.add(operation + " " + id + (failed ? " failed" : ""));
    }

    private final class Save implements PreparedSave {
        private final SessionId id;
        private final Supplier<UnfinishedSave> mark;
        private final List<Object> replaces;
        private boolean open = true;

        Save(SessionId id, Supplier<UnfinishedSave> mark, List<Object> replaces) {
            this.id = id;
            this.mark = mark;
            this.replaces = replaces;
        }

        @Override
        public void commit(Secret document) {
            if (!open) {
                throw new IllegalStateException("This save was committed or closed already");
            }
            InMemorySessionStore.this.commit(this, document.reveal());
            open = false;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                discard(this);
            }
        }
    }
}

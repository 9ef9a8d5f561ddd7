package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.nio.charset.CharacterCodingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One tenant's sessions, a row each, sealed. What changes one is fenced by the session's lock: without that it changes
 * nothing. Connections that are cut are waited for, longer while this process has the lock.
 */
final class JdbcSessionStore implements SessionStore {
    /** A renewal is under way: its tokens are nowhere else. */
    private static final Duration UNDER_LOCK = Duration.ofSeconds(20);

    /** A caller waits, and may ask again. A machine under load takes seconds to make its first connection. */
    private static final Duration ELSE = Duration.ofSeconds(5);

    private final Database database;
    private final Leases leases;
    private final KeyEncryption keys;
    private final String tenant;
    private final String host;
    private final Changes changes;

    JdbcSessionStore(
            Database database, Leases leases, Changes changes, KeyEncryption keys, String tenant, String host) {
        this.database = database;
        this.leases = leases;
        this.changes = changes;
        this.keys = keys;
        this.tenant = tenant;
        this.host = host;
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        return load(id, false);
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return load(id, true);
    }

    private Optional<Secret> load(SessionId id, boolean ending) {
        Cell cell = cell(id);
        List<byte[]> found = reading(id, db -> db.query(SessionSql.LOAD, row -> row.getBytes(1), cell, ending));
        return found.stream().findFirst().map(document -> Seal.open(keys, cell, document, location(id)));
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        Cell cell = cell(id);
        UUID lock = mark(id, hold);
        Seal seal = new Seal(keys, cell);
        UUID mark = UUID.randomUUID();
        List<Boolean> ending =
                writing(id, db -> db.query(SessionSql.PREPARE, row -> row.getBoolean(1), cell, lock, cell, mark, host));
        if (ending.isEmpty()) {
            throw lockLost(id);
        }
        return new Save(id, cell, lock, seal, mark, ending.get(0));
    }

    /** The mark of the lease, by which the database knows whether it still is the lock. */
    private UUID mark(SessionId id, Hold hold) {
        hold.requireSession(id);
        if (hold instanceof Lease lease && lease.key().tenant().equals(tenant)) {
            return lease.mark();
        }
        throw new IllegalArgumentException("hold is not of the lock of this tenant of this database");
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        Cell cell = cell(id);
        return reading(id, db -> db.query(SessionSql.INTERRUPTED, JdbcSessionStore::unfinished, cell)).stream()
                .findFirst();
    }

    /** Its process counts as gone once another one has the lock: whatever it does, it cannot commit any more. */
    private static UnfinishedSave unfinished(ResultSet row) throws SQLException {
        boolean isHeld = Objects.equals(row.getObject(3), row.getObject(4));
        ProcessState process = isHeld ? ProcessState.RUNNING : ProcessState.GONE;
        return new UnfinishedSave(
                row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), process);
    }

    @Override
    public void beginLogout(SessionId id, Hold hold) {
        Cell cell = cell(id);
        UUID lock = mark(id, hold);
        if (!writing(id, db -> db.isTrue(SessionSql.BEGIN_LOGOUT, cell, lock, cell))) {
            throw lockLost(id); // Else a login that came after it would be hidden.
        }
        changes.tell(cell);
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        Cell cell = cell(id);
        UUID lock = mark(id, hold);
        if (!writing(id, db -> db.isTrue(SessionSql.DELETE, cell, lock, cell))) {
            throw lockLost(id);
        }
        changes.tell(cell);
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        Cell cell = cell(id);
        UUID lock = mark(id, hold);
        UUID aside = UUID.randomUUID();
        // In the order of the parts of the statement.
        Object[] parameters = {cell, lock, cell, aside, cell, aside};
        Done done = writing(id, db -> db.query(SessionSql.SET_ASIDE, Done::of, parameters))
                .get(0);
        if (!done.held()) {
            throw lockLost(id);
        }
        changes.tell(cell);
        return done.done() ? Optional.of("latchkey_aside, id " + aside) : Optional.empty();
    }

    @Override
    public List<String> providers() {
        return listing(db -> db.query(SessionSql.PROVIDERS, JdbcSessionStore::name, (Object) TextBytes.of(tenant)));
    }

    @Override
    public List<SessionId> list(String provider, String afterAccount, int limit) {
        byte[] of = TextBytes.of(provider);
        byte[] after = TextBytes.of(afterAccount);
        return listing(db -> db.query(
                SessionSql.LIST, row -> new SessionId(provider, name(row)), TextBytes.of(tenant), of, after, limit));
    }

    private <T> List<T> listing(Database.Work<List<T>> work) {
        String where = "the session database";
        try {
            return database.patiently(ELSE, orNone(work));
        } catch (SQLException e) {
            throw Database.failure(Reason.UNREADABLE, where, "Cannot list the sessions", e);
        }
    }

    /** Before the tables are made there are no sessions. */
    private static <T> Database.Work<List<T>> orNone(Database.Work<List<T>> work) {
        return db -> {
            try {
                return work.run(db);
            } catch (SQLException e) {
                if (Database.isTableMissing(e) && !Schema.isBegun(db)) {
                    return List.of();
                }
                throw e;
            }
        };
    }

    /** A provider's or an account's. */
    private static String name(ResultSet row) throws SQLException {
        try {
            return new SessionId(TextBytes.text(row.getBytes(1)), SessionId.DEFAULT_ACCOUNT).provider();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            String where = "latchkey_session";
            throw new StorageException(Reason.CORRUPT, where, "A session in " + where + " has an invalid name.", e);
        }
    }

    @Override
    public Watch watch(Consumer<Optional<SessionId>> changed) {
        return changes.watch(tenant, changed);
    }

    @Override
    public String location(SessionId id) {
        return "session database" + (tenant.isEmpty() ? "" : ", tenant " + tenant) + ", " + id;
    }

    private Cell cell(SessionId id) {
        return Cell.of(TextBytes.of(tenant), id);
    }

    private <T> List<T> reading(SessionId id, Database.Work<List<T>> work) {
        return run(id, Reason.UNREADABLE, "read", orNone(work));
    }

    private <T> T writing(SessionId id, Database.Work<T> work) {
        return run(id, Reason.NOT_WRITABLE, "write", work);
    }

    private <T> T run(SessionId id, Reason reason, String verb, Database.Work<T> work) {
        try {
            return database.patiently(leases.ofSession(tenant, id) != null ? UNDER_LOCK : ELSE, work);
        } catch (SQLException e) {
            String where = location(id);
            throw Database.failure(reason, where, "Cannot " + verb + " the session at " + where, e);
        }
    }

    private StorageException lockLost(SessionId id) {
        return leftAsItIs(Reason.LOCK_LOST, id, "its lock is no longer held by this process.");
    }

    private StorageException leftAsItIs(Reason reason, SessionId id, String why) {
        String where = location(id);
        return new StorageException(reason, where, "The session at " + where + " was left as it is: " + why, null);
    }

    /** What came of a statement that is fenced. */
    private record Done(boolean done, boolean held) {
        static Done of(ResultSet row) throws SQLException {
            return new Done(row.getBoolean(1), row.getBoolean(2));
        }
    }

    private final class Save implements PreparedSave {
        private final SessionId id;
        private final Cell cell;
        private final UUID lock;
        private final Seal seal;
        private final UUID mark;
        private final boolean ending;
        private boolean open = true;

        /** @param ending whether a logout had begun when it was prepared */
        Save(SessionId id, Cell cell, UUID lock, Seal seal, UUID mark, boolean ending) {
            this.id = id;
            this.cell = cell;
            this.lock = lock;
            this.seal = seal;
            this.mark = mark;
            this.ending = ending;
        }

        /** May be repeated after an attempt whose answer was lost: done is done, also if it was done then. */
        @Override
        public void commit(Secret document) {
            if (!open) {
                throw new IllegalStateException("This save was committed or closed already");
            }
            byte[] bytes = seal.seal(document);
            Object[] parameters = {cell, lock, bytes, cell, mark, ending, cell, mark};
            Done done = writing(id, db -> db.query(SessionSql.COMMIT, Done::of, parameters))
                    .get(0);
            if (!done.done()) {
                throw done.held()
                        ? leftAsItIs(Reason.STALE, id, "it was changed after this save was prepared.")
                        : lockLost(id);
            }
            open = false;
            changes.tell(cell);
        }

        /** A mark that cannot be removed stays until the next save. */
        @Override
        public void close() {
            if (open) {
                open = false;
                try {
                    int unused = database.patiently(ELSE, db -> db.update(SessionSql.DISCARD, cell, mark, cell, mark));
                } catch (SQLException | RuntimeException e) {
                    // Closing never fails.
                }
            }
        }
    }
}

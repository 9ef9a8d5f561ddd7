package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionStore;
import java.nio.charset.CharacterCodingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's sessions, a row each, sealed. What changes one is fenced by the session's lock: if another process has that, it changes
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

    JdbcSessionStore(Database database, Leases leases, KeyEncryption keys, String tenant, String host) {
        this.database = database;
        this.leases = leases;
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
    public PreparedSave prepare(SessionId id) {
        Cell cell = cell(id);
        UUID lock = leases.mark(tenant, id);
        Save save = new Save(id, cell, lock, new Seal(keys, cell));
        if (writing(id, db -> db.update(SessionSql.PREPARE, cell, cell, save.mark, lock, host, lock)) == 0) {
            throw stale(id);
        }
        return save;
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        Cell cell = cell(id);
        return reading(id, db -> db.query(SessionSql.INTERRUPTED, JdbcSessionStore::unfinished, cell)).stream()
                .findFirst();
    }

    /** Its process counts as gone once another one has the lock: whatever it does, it cannot commit any more. */
    private static UnfinishedSave unfinished(ResultSet row) throws SQLException {
        UUID preparedUnder = row.getObject(3, UUID.class);
        ProcessState process = preparedUnder == null
                ? ProcessState.UNKNOWN
                : preparedUnder.equals(row.getObject(4, UUID.class)) ? ProcessState.RUNNING : ProcessState.GONE;
        return new UnfinishedSave(
                row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), process);
    }

    @Override
    public void beginLogout(SessionId id) {
        int unused = writing(id, db -> db.update(SessionSql.BEGIN_LOGOUT, cell(id)));
    }

    @Override
    public void delete(SessionId id) {
        Cell cell = cell(id);
        UUID lock = leases.mark(tenant, id);
        if (writing(id, db -> db.isTrue(SessionSql.DELETE, cell, cell, lock, lock))) {
            throw stale(id);
        }
    }

    @Override
    public Optional<String> setAside(SessionId id) {
        Cell cell = cell(id);
        UUID lock = leases.mark(tenant, id);
        UUID aside = UUID.randomUUID();
        // In the order of the parts of the statement.
        Object[] parameters = {cell, cell, lock, aside, cell, aside, lock};
        List<Boolean> done = writing(
                        id,
                        db -> db.query(
                                SessionSql.SET_ASIDE, row -> List.of(row.getBoolean(1), row.getBoolean(2)), parameters))
                .get(0);
        if (done.get(1)) {
            throw stale(id);
        }
        return done.get(0) ? Optional.of("latchkey_aside, id " + aside) : Optional.empty();
    }

    @Override
    public List<SessionId> list() {
        String where = "the session database";
        try {
            return database.patiently(
                    ELSE, db -> db.query(SessionSql.LIST, JdbcSessionStore::id, (Object) TextBytes.of(tenant)));
        } catch (SQLException e) {
            throw Database.failure(Reason.UNREADABLE, where, "Cannot list the sessions", e);
        }
    }

    private static SessionId id(ResultSet row) throws SQLException {
        try {
            return new SessionId(TextBytes.text(row.getBytes(1)), TextBytes.text(row.getBytes(2)));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            String where = "latchkey_session";
            throw new StorageException(Reason.CORRUPT, where, "A session in " + where + " has an invalid name.", e);
        }
    }

    @Override
    public String location(SessionId id) {
        return "latchkey_session" + (tenant.isEmpty() ? "" : ", tenant " + tenant) + ", " + id;
    }

    private Cell cell(SessionId id) {
        return Cell.of(TextBytes.of(tenant), id);
    }

    private <T> T reading(SessionId id, Database.Work<T> work) {
        return run(id, Reason.UNREADABLE, "read", work);
    }

    private <T> T writing(SessionId id, Database.Work<T> work) {
        return run(id, Reason.NOT_WRITABLE, "write", work);
    }

    private <T> T run(SessionId id, Reason reason, String verb, Database.Work<T> work) {
        try {
            return database.patiently(leases.mark(tenant, id) == null ? ELSE : UNDER_LOCK, work);
        } catch (SQLException e) {
            String where = location(id);
            throw Database.failure(reason, where, "Cannot " + verb + " the session at " + where, e);
        }
    }

    private StorageException stale(SessionId id) {
        String problem = "The session at " + location(id)
                + " was left as it is: another process holds its lock or has begun a save since.";
        return new StorageException(Reason.LOCK_LOST, location(id), problem, null);
    }

    private final class Save implements PreparedSave {
        private final UUID mark = UUID.randomUUID();
        private final SessionId id;
        private final Cell cell;
        private final @Nullable UUID lock;
        private final Seal seal;
        private boolean open = true;

        Save(SessionId id, Cell cell, @Nullable UUID lock, Seal seal) {
            this.id = id;
            this.cell = cell;
            this.lock = lock;
            this.seal = seal;
        }

        /** May be repeated after an attempt whose answer was lost: done is done, also if it was done then. */
        @Override
        public void commit(Secret document) {
            if (!open) {
                throw new IllegalStateException("This save was committed or closed already");
            }
            byte[] bytes = seal.seal(document);
            if (!writing(id, db -> db.isTrue(SessionSql.COMMIT, cell, bytes, cell, mark, lock, cell, mark))) {
                throw stale(id);
            }
            open = false;
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

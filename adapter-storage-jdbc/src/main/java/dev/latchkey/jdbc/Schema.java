package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** The tables: {@code latchkey-1.sql}, applied once, even if several hosts try at the same time. */
final class Schema {
    private static final int VERSION = 1;
    private static final String WHERE = "latchkey_schema";

    /** Released at the end of the transaction; the number is "latchkey" in ASCII. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(7809635923866658169)";

    private Schema() {}

    /** @throws StorageException if the tables belong to a newer version */
    static void migrate(Statements statements) throws SQLException {
        if (isThere(statements)) {
            return; // Checked first: a user who may only read and write must not try to create tables.
        }
        Connection connection = statements.connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
            if (!isThere(statements)) {
                statement.execute(sql());
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Whether there are tables of some version, of which one may be missing. */
    static boolean isBegun(Statements statements) throws SQLException {
        return statements.isTrue("select to_regclass('latchkey_schema') is not null");
    }

    private static boolean isThere(Statements statements) throws SQLException {
        if (!isBegun(statements)) {
            return false;
        }
        List<Integer> versions = statements.query("select max(version) from latchkey_schema", row -> row.getInt(1));
        int version = versions.get(0);
        if (version > VERSION) {
            String problem = "The session database has version " + version + " of the tables; this program knows "
                    + VERSION + ". Update the program.";
            throw new StorageException(Reason.NEWER_VERSION, WHERE, problem, null);
        }
        return version == VERSION;
    }

    static String sql() {
        try (InputStream in = Schema.class.getResourceAsStream("latchkey-1.sql")) {
            return new String(Objects.requireNonNull(in, "latchkey-1.sql").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

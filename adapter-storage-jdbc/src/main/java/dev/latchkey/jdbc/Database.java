package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.DisplayText;
import dev.latchkey.port.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Runs short pieces of work on connections that are given back at once: one statement each, committed by itself, so that a proxy that
 * hands out connections by the transaction will do. What an interrupted thread began is finished, for the driver would close the
 * connection. Safe for use by several threads.
 */
final class Database {
    /** How long an answer is waited for where another attempt follows at once, or somebody watches for a beat. */
    static final Duration QUICK = Duration.ofSeconds(1);

    private static final Duration THOROUGH = Duration.ofSeconds(5);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    /** A standby: it may be about to be promoted, or the URL names the wrong server. */
    private static final String READ_ONLY = "25006";

    /** Connections: refused, cut, too many, not yet, shut down; a standby; a lost race. */
    private static final Set<String> PASSING = Set.of("08", "57P", "53300", READ_ONLY, "40001", "40P01");

    private static final String UNDEFINED_TABLE = "42P01";

    private static final int LONGEST_MESSAGE = 300;

    private final DataSource source;
    private final DataSource direct;
    private final TimeSource time;
    private volatile boolean troubled;

    /** @param direct what a heartbeat turns to where the source has no connection; may be the same */
    Database(DataSource source, DataSource direct, TimeSource time) {
        this.source = source;
        this.direct = direct;
        this.time = time;
    }

    /** Work that may be run again after an attempt of which it is not known whether it was done. */
    interface Work<T> {
        T run(Statements statements) throws SQLException;
    }

    /**
     * Runs the work, again and again while there is no connection, for so long, and at least twice.
     *
     * @throws SQLException the latest attempt's
     */
    <T> T patiently(Duration patience, Work<T> work) throws SQLException {
        long start = time.monotonicNanos();
        boolean interrupted = false;
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return once(THOROUGH, work);
                } catch (SQLException e) {
                    boolean over = attempt > 1 && time.monotonicNanos() - start >= patience.toNanos();
                    if (over || !isPassing(e)) {
                        throw e;
                    }
                }
                interrupted |= Thread.interrupted();
                try {
                    time.pause(BETWEEN_ATTEMPTS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs the work of a heartbeat, which must not wait until a pool has recovered from an outage. */
    <T> T urgently(Work<T> work) throws SQLException {
        if (!troubled) {
            try {
                return once(QUICK, work);
            } catch (SQLException e) {
                troubled = true;
            }
        }
        T result = once(direct, QUICK, work);
        troubled = false;
        return result;
    }

    /** Runs the work once, and waits for each answer at most so long. */
    <T> T once(Duration answer, Work<T> work) throws SQLException {
        try {
            return once(source, answer, work);
        } catch (SQLException e) {
            if (source == direct || !isReadOnly(e)) {
                throw e;
            }
            return once(direct, answer, work); // After a failover the pool still has connections to the former primary.
        }
    }

    private static <T> T once(DataSource source, Duration answer, Work<T> work) throws SQLException {
        boolean interrupted = Thread.interrupted();
        try (Connection connection = source.getConnection()) {
            int before = limitAnswers(connection, (int) answer.toMillis());
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            T result = work.run(new Statements(connection));
            limitAnswers(connection, before);
            return result;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sets how long an answer may take, in milliseconds, and returns what it was; zero is without a limit. */
    static int limitAnswers(Connection connection, int millis) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLFeatureNotSupportedException e) {
            return 0; // A DataSource of the program's own, which has its own limits.
        }
    }

    /** Whether it may be otherwise in a moment. */
    static boolean isPassing(SQLException e) {
        String state = state(e);
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLRecoverableException
                || PASSING.stream().anyMatch(state::startsWith);
    }

    static boolean isReadOnly(SQLException e) {
        return READ_ONLY.equals(state(e));
    }

    static boolean isTableMissing(SQLException e) {
        return UNDEFINED_TABLE.equals(e.getSQLState());
    }

    /** The pool's "timed out" has the reason as its cause. */
    private static Throwable root(Throwable e) {
        return e.getCause() instanceof SQLException cause ? root(cause) : e;
    }

    /**
     * A failure as the ports know it. The server's text may quote values: it is told only where no statement was run.
     *
     * @param reason what failed, if not the connection
     * @param problem what could not be done, without a full stop
     */
    static StorageException failure(Reason reason, String location, String problem, SQLException e) {
        String state = state(e);
        boolean noConnection = isPassing(e) || state.startsWith("28") || state.startsWith("3D");
        String why = noConnection
                ? DisplayText.clean(String.valueOf(root(e).getMessage()), LONGEST_MESSAGE) + hint(state(root(e)))
                : "The database reported SQLSTATE " + (state.isEmpty() ? "unknown" : DisplayText.clean(state, 5)) + "."
                        + hint(state);
        return new StorageException(noConnection ? Reason.UNAVAILABLE : reason, location, problem + ". " + why, e);
    }

    private static String state(Throwable e) {
        return e instanceof SQLException cause && cause.getSQLState() != null ? cause.getSQLState() : "";
    }

    private static String hint(String state) {
        if (state.startsWith("28")) {
            return " The password is taken from PGPASSWORD, the password file or a service file.";
        }
        return switch (state) {
            case READ_ONLY ->
                " Is this server a standby? Name the primary, or add targetServerType=primary to the URL.";
            case "42501" -> " Give the role the rights on Latchkey's tables that its documentation lists.";
            case UNDEFINED_TABLE -> " A table of Latchkey's is missing: restore it, or delete the others, too.";
            default -> "";
        };
    }
}

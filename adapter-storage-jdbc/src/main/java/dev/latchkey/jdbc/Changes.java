package dev.latchkey.jdbc;

import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.Watch;
import dev.latchkey.port.TimeSource;
import java.nio.charset.CharacterCodingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Tells the other hosts of a session that was changed here, and hears of theirs: by {@code NOTIFY} and, on one connection that is kept
 * while somebody watches, {@code LISTEN}. It is a help and no more: who misses a change sees it at the next look. So nothing is told
 * where that fails, and behind a PgBouncer in transaction mode nothing is heard. Safe for use by several threads.
 */
final class Changes implements AutoCloseable {
    private static final String CHANNEL = "latchkey_session";
    private static final String TELL = "select pg_notify('" + CHANNEL + "', ?)";
    private static final int WAIT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final Database database;
    private final DataSource source;
    private final TimeSource time;
    private final String sender = UUID.randomUUID().toString();
    private final Set<Watcher> watchers = new CopyOnWriteArraySet<>();
    private @Nullable Thread thread; // guarded by this

    private record Watcher(String tenant, Consumer<Optional<SessionId>> changed) {}

    /** @param source gives the connection on which changes are heard */
    Changes(Database database, DataSource source, TimeSource time) {
        this.database = database;
        this.source = source;
        this.time = time;
    }

    void tell(Cell cell) {
        HexFormat hex = HexFormat.of();
        String names = String.join(
                " ",
                sender,
                hex.formatHex(cell.tenant()),
                hex.formatHex(cell.provider()),
                hex.formatHex(cell.account()));
        try {
            database.once(Database.QUICK, db -> db.query(TELL, row -> true, names));
        } catch (SQLException | RuntimeException e) {
            // What was written is written; others see it when they look.
        }
    }

    Watch watch(String tenant, Consumer<Optional<SessionId>> changed) {
        Watcher watcher = new Watcher(tenant, changed);
        synchronized (this) {
            watchers.add(watcher);
            if (thread == null) {
                thread = new Thread(this::listen, "latchkey-changes");
                thread.setDaemon(true);
                thread.start();
            }
        }
        return () -> close(watcher);
    }

    private synchronized void close(Watcher watcher) {
        watchers.remove(watcher);
        if (watchers.isEmpty()) {
            close();
        }
    }

    /** Ends what listens; nobody is told anything any more. */
    @Override
    public synchronized void close() {
        watchers.clear();
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    private void listen() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try (Connection connection = source.getConnection()) {
                    listen(connection);
                } catch (SQLException | RuntimeException e) {
                    time.pause(BETWEEN_ATTEMPTS);
                }
            }
        } catch (InterruptedException e) {
            return; // Closed.
        }
    }

    private void listen(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true); // To listen begins with a commit.
        }
        int before = Database.limitAnswers(connection, ANSWER_MILLIS);
        Statements statements = new Statements(connection);
        int unused = statements.update("listen " + CHANNEL);
        try {
            listen(connection, statements);
        } finally {
            // It may go back to a pool of the program's, where what it hears would pile up.
            unused = statements.update("unlisten " + CHANNEL);
            unused = Database.limitAnswers(connection, before);
        }
    }

    private void listen(Connection connection, Statements statements) throws SQLException {
        watchers.forEach(watcher -> tell(watcher, Optional.empty())); // Of what was before nothing was heard.
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (!Thread.currentThread().isInterrupted()) {
            PGNotification @Nullable [] heard = notifications.getNotifications(WAIT_MILLIS);
            if (heard == null || heard.length == 0) {
                statements.isTrue("select true"); // A connection that is dead without anybody having said so is found.
            } else {
                Arrays.stream(heard).forEach(one -> hear(one.getParameter()));
            }
        }
    }

    private void hear(String names) {
        String[] parts = names.split(" ", -1);
        if (parts.length != 4 || parts[0].equals(sender)) {
            return;
        }
        try {
            String tenant = text(parts[1]);
            Optional<SessionId> id = Optional.of(new SessionId(text(parts[2]), text(parts[3])));
            watchers.stream().filter(watcher -> watcher.tenant().equals(tenant)).forEach(watcher -> tell(watcher, id));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            // Not of Latchkey's.
        }
    }

    private static String text(String hex) throws CharacterCodingException {
        return TextBytes.text(HexFormat.of().parseHex(hex));
    }

    private static void tell(Watcher watcher, Optional<SessionId> id) {
        try {
            watcher.changed().accept(id);
        } catch (RuntimeException e) {
            // The others are told all the same.
        }
    }
}

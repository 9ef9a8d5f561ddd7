package dev.latchkey.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs statements on one connection. Parameters are given in order; a {@link Cell} stands for its three columns. */
record Statements(Connection connection) {
    /** A row of a result. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement without a result; returns how many rows it changed. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    <T> List<T> query(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        }
    }

    /** Runs a query that returns a single row with a single boolean. */
    boolean isTrue(String sql, @Nullable Object... parameters) throws SQLException {
        return query(sql, row -> row.getBoolean(1), parameters).get(0);
    }

    private void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        int at = 1;
        for (Object parameter : parameters) {
            if (parameter instanceof Cell cell) {
                statement.setBytes(at++, cell.tenant());
                statement.setBytes(at++, cell.provider());
                statement.setBytes(at++, cell.account());
            } else if (parameter instanceof UUID[] marks) {
                statement.setArray(at++, connection.createArrayOf("uuid", marks));
            } else {
                statement.setObject(at++, parameter);
            }
        }
    }
}

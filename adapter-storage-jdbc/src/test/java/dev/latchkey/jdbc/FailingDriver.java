package dev.latchkey.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A driver that counts the calls made to it and fails one of them, before or after it was done. Closing is counted and never fails. */
final class FailingDriver {
    private static final Set<Class<?>> WRAPPED =
            Set.of(Connection.class, PreparedStatement.class, ResultSet.class, Statement.class);
    private static final Set<String> SPARED = Set.of("close", "isClosed", "toString", "hashCode", "equals");

    private final DataSource real;
    private final AtomicInteger open = new AtomicInteger();
    private int calls;
    private int failing;
    private boolean afterwards;
    private String state = "";

    FailingDriver(DataSource real) {
        this.real = real;
    }

    DataSource source() {
        return (DataSource) wrapped(DataSource.class, real);
    }

    /**
     * From now on this call fails, once.
     *
     * @param call the first is 1
     * @param sqlState 08006 is a cut connection, 58030 an I/O error
     * @param done whether it is done first, so that only its answer is lost
     */
    void failAt(int call, String sqlState, boolean done) {
        calls = 0;
        failing = call;
        state = sqlState;
        afterwards = done;
    }

    /** Whether the call that was to fail was reached. */
    boolean hasFailed() {
        return calls >= failing;
    }

    /** Connections that were not given back. */
    int open() {
        return open.get();
    }

    private Object wrapped(Class<?> type, Object target) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (type == Connection.class && method.getName().equals("close")) {
                open.decrementAndGet();
            }
            boolean fails = !SPARED.contains(method.getName()) && ++calls == failing;
            if (fails && !afterwards) {
                throw failure();
            }
            Object result;
            try {
                result = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
            }
            if (fails) {
                if (result instanceof Connection connection) {
                    connection.close();
                }
                throw failure();
            }
            return answer(method.getReturnType(), result);
        });
    }

    private @Nullable Object answer(Class<?> type, @Nullable Object result) {
        if (result == null || !WRAPPED.contains(type) || result instanceof Array) {
            return result;
        }
        if (type == Connection.class) {
            open.incrementAndGet();
        }
        return wrapped(type, result);
    }

    private SQLException failure() {
        return new SQLException("failed by the test, secret-value", state);
    }
}

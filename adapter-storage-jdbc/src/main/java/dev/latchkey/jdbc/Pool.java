package dev.latchkey.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to a URL, with limits that fit the heartbeat.
 *
 * @param direct creates each connection anew: after an outage the pool waits up to five seconds before it tries again (HikariCP 7)
 */
record Pool(HikariDataSource pooled, DataSource direct) {
    private static final int CONNECTIONS = 10;
    private static final long CONNECTION_MILLIS = 1_000;

    /** Otherwise the pool would apply a caller's wait limit to connecting as well, which may be too short on a machine under load. */
    private static final class PatientDataSource extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        @Override
        public void setLoginTimeout(int seconds) {}
    }

    /** @throws IllegalArgumentException if it is not a PostgreSQL URL, or contains a password */
    static void check(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("the URL must begin with jdbc:postgresql:");
        }
        int end = url.indexOf('?') < 0 ? url.length() : url.indexOf('?');
        if (url.substring(0, end).contains("@") || url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException("the URL must not contain a password: others can read it."
                    + " Use PGPASSWORD, .pgpass or a service file");
        }
    }

    /** Throws like {@link #check}. Connects when a connection is needed. */
    static Pool of(String url) {
        check(url);
        PGSimpleDataSource direct = new PatientDataSource();
        direct.setUrl(url);
        String password = System.getenv("PGPASSWORD"); // The driver reads .pgpass and service files, but not this.
        if (password != null) {
            direct.setPassword(password);
        }
        direct.setConnectTimeout(2);
        direct.setProperty(PGProperty.LOGIN_TIMEOUT, "5");
        direct.setSocketTimeout(10);
        direct.setTcpKeepAlive(true);
        if (!url.contains("ApplicationName=")) {
            direct.setApplicationName("latchkey");
        }
        direct.setPrepareThreshold(0); // Proxies such as PgBouncer may not support prepared statements.
        direct.setLogServerErrorDetail(false); // The detail quotes values.
        HikariConfig config = new HikariConfig();
        config.setPoolName("latchkey");
        config.setDataSource(direct);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_MILLIS);
        config.setValidationTimeout(CONNECTION_MILLIS);
        config.setInitializationFailTimeout(-1); // A database that is down now may be up when it is needed.
        return new Pool(new HikariDataSource(config), direct);
    }
}

package dev.latchkey.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;

/** A pool for a URL, with limits that fit the heartbeat: after an outage it has a connection again within two seconds. */
final class Pool {
    private static final int CONNECTIONS = 10;
    private static final long CONNECTION_MILLIS = 2_000;
    private static final long VALIDATION_MILLIS = 1_000;

    private Pool() {}

    /** @throws IllegalArgumentException if it is not a URL of PostgreSQL's, or has a password in it */
    static HikariDataSource of(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("the URL must begin with jdbc:postgresql:");
        }
        int userInfo = url.indexOf('@');
        boolean hasUserInfo = userInfo >= 0 && userInfo < (url.indexOf('?') < 0 ? url.length() : url.indexOf('?'));
        if (hasUserInfo || url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException("the URL must not contain a password: others can read it."
                    + " Use PGPASSWORD, .pgpass or a service file");
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("latchkey");
        config.setJdbcUrl(url);
        String password = System.getenv("PGPASSWORD"); // The driver reads .pgpass and service files, but not this.
        if (password != null) {
            config.setPassword(password);
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_MILLIS);
        config.setValidationTimeout(VALIDATION_MILLIS);
        config.setInitializationFailTimeout(-1); // A database that is down now may be up when it is needed.
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "latchkey");
        config.addDataSourceProperty("logServerErrorDetail", "false"); // It quotes values.
        config.addDataSourceProperty(
                "prepareThreshold", "0"); // Prepared statements are not for proxies such as PgBouncer.
        return new HikariDataSource(config);
    }
}

/** Stores sessions in a PostgreSQL database, for hosts that share them. */
module dev.latchkey.jdbc {
    requires com.zaxxer.hikari;
    requires transitive dev.latchkey.ports;
    requires transitive java.sql;
    requires org.postgresql.jdbc;
    requires static org.jspecify;

    exports dev.latchkey.jdbc;
}

/** The command {@code latchkey}. No other program should depend on it. */
module dev.latchkey.cli {
    requires dagger;
    requires dev.latchkey.clock;
    requires dev.latchkey.console;
    requires dev.latchkey.jdbc;
    requires dev.latchkey.keyring;
    requires dev.latchkey.local;
    requires dev.latchkey.loopback;
    requires dev.latchkey.moshi;
    requires dev.latchkey.okhttp;
    requires jakarta.inject;
    requires okio;
    requires static java.compiler;
    requires static org.jspecify;
}

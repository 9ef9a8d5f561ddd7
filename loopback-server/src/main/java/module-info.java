/** An OAuth authorization server on this machine, for demonstrations and tests. */
module dev.latchkey.loopback {
    requires transitive dev.latchkey.ports;
    requires jdk.httpserver;
    requires static org.jspecify;

    exports dev.latchkey.loopback;
}

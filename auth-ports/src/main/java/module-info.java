/** The edge of Latchkey: ports, the vocabulary they speak, and the exceptions. Depends on the JDK alone. */
module dev.latchkey.ports {
    requires static org.jspecify;

    exports dev.latchkey.error;
    exports dev.latchkey.model;
    exports dev.latchkey.port;
}

/** The boundary of Latchkey: ports, their vocabulary, and the exceptions. Depends only on the JDK. */
module dev.latchkey.ports {
    requires static org.jspecify;

    exports dev.latchkey.error;
    exports dev.latchkey.model;
    exports dev.latchkey.port;
}

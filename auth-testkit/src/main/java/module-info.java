/** Fakes of all ports, and a contract test for each port. */
module dev.latchkey.testkit {
    requires transitive dev.latchkey.loopback;
    requires transitive dev.latchkey.ports;
    requires static org.jspecify;
    requires static transitive org.junit.jupiter.api;
    requires static transitive org.junit.jupiter.params;

    exports dev.latchkey.testkit;
    exports dev.latchkey.testkit.contract;
    exports dev.latchkey.testkit.faults;
    exports dev.latchkey.testkit.junit;
    exports dev.latchkey.testkit.torture;

    // JUnit calls the contract tests, which are not public.
    opens dev.latchkey.testkit.contract to
            org.junit.platform.commons;
}

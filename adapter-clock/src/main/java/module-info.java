/** The system's clocks, behind {@link dev.latchkey.port.TimeSource}. */
module dev.latchkey.clock {
    requires transitive dev.latchkey.ports;
    requires static org.jspecify;

    exports dev.latchkey.clock;
}

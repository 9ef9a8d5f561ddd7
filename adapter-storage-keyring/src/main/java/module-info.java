/** Stores sessions sealed with a key in the operating system's keyring. */
module dev.latchkey.keyring {
    requires transitive dev.latchkey.ports;
    requires java.keyring;
    // Needed by java-keyring on Linux, which has no module descriptor to say so.
    requires org.freedesktop.dbus;
    requires static org.jspecify;

    exports dev.latchkey.keyring;
    exports dev.latchkey.keyring.guard;
    exports dev.latchkey.keyring.seal;
}

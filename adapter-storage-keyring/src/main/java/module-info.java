/** Sessions that are sealed with a key in the operating system's keyring. */
module dev.latchkey.keyring {
    requires transitive dev.latchkey.ports;
    requires java.keyring;
    // What java-keyring needs on Linux; it has no descriptor that says so.
    requires org.freedesktop.dbus;
    requires static org.jspecify;

    exports dev.latchkey.keyring;
    exports dev.latchkey.keyring.guard;
    exports dev.latchkey.keyring.seal;
}

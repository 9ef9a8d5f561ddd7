/** Sessions that are sealed with a key in the operating system's keyring. */
module dev.latchkey.keyring {
    requires transitive dev.latchkey.ports;
    requires java.keyring;
    requires org.freedesktop.dbus;
    requires static org.jspecify;

    exports dev.latchkey.keyring;
}

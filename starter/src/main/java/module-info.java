/** The library with its default adapters, behind one class. */
module dev.latchkey {
    requires dev.latchkey.clock;
    requires dev.latchkey.console;
    requires dev.latchkey.keyring;
    requires dev.latchkey.moshi;
    requires transitive dev.latchkey.local;
    requires transitive dev.latchkey.okhttp;
    requires static org.jspecify;

    exports dev.latchkey;
}

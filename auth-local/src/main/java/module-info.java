/** One user's installation on one machine: providers, accounts and the stores that contain sessions. */
module dev.latchkey.local {
    requires transitive dev.latchkey.domain;
    requires transitive dev.latchkey.file;
    requires static org.jspecify;

    exports dev.latchkey.local;
    exports dev.latchkey.local.preset;
    exports dev.latchkey.local.provider;
    exports dev.latchkey.local.session;
    exports dev.latchkey.local.storage;
}

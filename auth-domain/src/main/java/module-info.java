/** The core of Latchkey: the rules of OAuth, the device-code state machine, the token lifecycle, and sessions. */
module dev.latchkey.domain {
    requires transitive dev.latchkey.ports;
    requires static org.jspecify;

    exports dev.latchkey.bitfount;
    exports dev.latchkey.credential;
    exports dev.latchkey.device;
    exports dev.latchkey.oauth;
    exports dev.latchkey.session;
    exports dev.latchkey.token;
}

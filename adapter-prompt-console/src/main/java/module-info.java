/** Shows logins to a person at a terminal, behind {@link dev.latchkey.port.UserPrompt}. */
module dev.latchkey.console {
    requires transitive dev.latchkey.ports;
    requires io.nayuki.qrcodegen;
    requires static org.jspecify;

    exports dev.latchkey.console;
}

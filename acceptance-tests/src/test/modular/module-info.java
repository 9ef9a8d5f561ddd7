/** A program with a module of its own; ModularConsumerIT compiles it and runs it. */
module com.example.modular {
    requires dev.latchkey.clock;
    requires dev.latchkey.console;
    requires dev.latchkey.keyring;
    requires dev.latchkey.local;
    requires dev.latchkey.loopback;
    requires dev.latchkey.moshi;
    requires dev.latchkey.okhttp;
}

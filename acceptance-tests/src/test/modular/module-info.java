/** A program with its own module, which ModularConsumerIT compiles and runs. */
module com.example.modular {
    requires dev.latchkey.clock;
    requires dev.latchkey.console;
    requires dev.latchkey.keyring;
    requires dev.latchkey.local;
    requires dev.latchkey.loopback;
    requires dev.latchkey.moshi;
    requires dev.latchkey.okhttp;
}

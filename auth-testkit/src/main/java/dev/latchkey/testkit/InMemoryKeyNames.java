package dev.latchkey.testkit;

import dev.latchkey.model.KeyRegister;
import dev.latchkey.port.KeyNames;
import java.util.Objects;

/** A register of keys in memory. Whoever shares a store in a test shares the instance. Safe for use by several threads. */
public final class InMemoryKeyNames implements KeyNames {
    private volatile KeyRegister register = KeyRegister.empty();

    /** One of an installation that has no key yet. */
    public InMemoryKeyNames() {}

    @Override
    public KeyRegister read() {
        return register;
    }

    @Override
    public void write(KeyRegister newRegister) {
        register = Objects.requireNonNull(newRegister, "register");
    }
}

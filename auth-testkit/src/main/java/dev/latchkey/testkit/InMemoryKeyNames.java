package dev.latchkey.testkit;

import dev.latchkey.model.KeyRegister;
import dev.latchkey.port.KeyNames;
import java.util.Objects;

/** An in-memory register of keys. Components of a test that share a store must share the instance. Safe for use by several threads. */
public final class InMemoryKeyNames implements KeyNames {
    private volatile KeyRegister register = KeyRegister.empty();

    /** Creates the register of an installation that has no key yet. */
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

package dev.latchkey.testkit;

import dev.latchkey.port.KeyNames;
import dev.latchkey.testkit.contract.KeyNamesContract;

class InMemoryKeyNamesTest extends KeyNamesContract {
    private final InMemoryKeyNames names = new InMemoryKeyNames();

    @Override
    protected KeyNames open() {
        return names;
    }
}

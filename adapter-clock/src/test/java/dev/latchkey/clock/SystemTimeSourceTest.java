package dev.latchkey.clock;

import dev.latchkey.port.TimeSource;
import dev.latchkey.testkit.contract.TimeSourceContract;

class SystemTimeSourceTest extends TimeSourceContract {
    @Override
    protected TimeSource timeSource() {
        return new SystemTimeSource();
    }
}

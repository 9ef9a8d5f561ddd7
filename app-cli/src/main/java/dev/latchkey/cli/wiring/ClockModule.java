package dev.latchkey.cli.wiring;

import dagger.Module;
import dagger.Provides;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.port.TimeSource;
import jakarta.inject.Singleton;

/** Time, from the system's clocks. */
@Module
final class ClockModule {
    private ClockModule() {}

    @Provides
    @Singleton
    static TimeSource time() {
        return new SystemTimeSource();
    }
}

package dev.latchkey.cli.wiring;

import dagger.Module;
import dagger.Provides;
import dev.latchkey.port.TimeSource;
import jakarta.inject.Singleton;

/** Time, from the clocks around the process. */
@Module
final class ClockModule {
    private ClockModule() {}

    @Provides
    @Singleton
    static TimeSource time(Environment environment) {
        return environment.time();
    }
}

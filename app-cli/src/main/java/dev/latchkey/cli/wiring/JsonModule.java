package dev.latchkey.cli.wiring;

import dagger.Module;
import dagger.Provides;
import dev.latchkey.cli.text.JsonLines;
import dev.latchkey.console.Terminal;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.Json;
import jakarta.inject.Singleton;

/** JSON, by Moshi. */
@Module
final class JsonModule {
    private JsonModule() {}

    @Provides
    @Singleton
    static Json json() {
        return new MoshiJson();
    }

    @Provides
    static JsonLines jsonLines(Json json, Terminal terminal) {
        return new JsonLines(json, terminal.out());
    }
}

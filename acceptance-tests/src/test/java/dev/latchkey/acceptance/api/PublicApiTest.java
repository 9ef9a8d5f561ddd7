package dev.latchkey.acceptance.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.Latchkey;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.console.ConsolePrompt;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.keyring.seal.KeyringSessionStore;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.FakeTimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public API must be as recorded in {@code docs/api}. To change it on purpose, record it again and review the diff:
 * {@code ./mvnw -pl acceptance-tests -am test -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dlatchkey.api.record=true}
 */
class PublicApiTest {
    private static final Path RECORDS = Path.of("..", "docs", "api");

    static Stream<Arguments> modules() {
        return Stream.of(
                Arguments.of("latchkey", Latchkey.class),
                Arguments.of("auth-ports", Secret.class),
                Arguments.of("auth-domain", AuthSession.class),
                Arguments.of("auth-local", LocalInstallation.class),
                Arguments.of("auth-testkit", FakeTimeSource.class),
                Arguments.of("loopback-server", LoopbackAuthorizationServer.class),
                Arguments.of("adapter-clock", SystemTimeSource.class),
                Arguments.of("adapter-json-moshi", MoshiJson.class),
                Arguments.of("adapter-http-okhttp", OkHttpTransport.class),
                Arguments.of("adapter-storage-file", FileSessionStore.class),
                Arguments.of("adapter-storage-keyring", KeyringSessionStore.class),
                Arguments.of("adapter-storage-jdbc", SessionDatabase.class),
                Arguments.of("adapter-prompt-console", ConsolePrompt.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void thePublicApiIsAsRecorded(String module, Class<?> oneOfIt) throws IOException {
        String api = PublicApi.of(oneOfIt);
        Path record = RECORDS.resolve(module + ".txt");
        if (Boolean.getBoolean("latchkey.api.record")) {
            Files.createDirectories(RECORDS);
            Files.writeString(record, api);
        }
        assertFalse(api.isEmpty());
        assertEquals(
                Files.readString(record),
                api,
                () -> "The public API of " + module + " is not what " + record
                        + " records; if that is on purpose, record it anew (see this test's comment).");
    }
}

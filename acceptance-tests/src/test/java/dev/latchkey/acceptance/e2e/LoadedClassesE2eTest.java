package dev.latchkey.acceptance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.StoredToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks which classes a process loads, because each takes time at every start. */
class LoadedClassesE2eTest {
    @TempDir
    private Path folder;

    private Path classes;
    private CliProcess cli;

    @BeforeEach
    void setUp() {
        classes = folder.resolve("classes.log");
        cli = new CliProcess(folder, "-Xlog:class+load:file=" + classes);
    }

    @Test
    void aFreshTokenLoadsNoHttpClientNoKeyringAndNoDatabase() throws Exception {
        new StoredToken(folder.resolve("home")).fresh("known", "ann");

        Run run = cli.run("token", "--provider", "known").expect(0);

        assertEquals("the-access-token" + System.lineSeparator(), run.out());
        assertEquals("", run.err());
        assertEquals(List.of(), loadedOf("okhttp3.", "dev.latchkey.okhttp.", "com.sun.jna.", "dev.latchkey.keyring."));
        assertEquals(
                List.of(),
                loadedOf(
                        "java.sql.",
                        "com.zaxxer.",
                        "org.postgresql.",
                        "dev.latchkey.jdbc.",
                        "dev.latchkey.local.storage.Shared"));
        assertEquals(
                List.of(),
                loadedOf("java.math.BigDecimal ", "java.util.stream.ReferencePipeline ", "java.util.EnumMap "),
                "each takes several milliseconds on JDK 25");
        assertTrue(
                loaded().anyMatch(line -> line.contains("dev.latchkey.cli.command.TokenCommand ")),
                "the log was written");
    }

    @Test
    void statusAndSessionsLoadNoHttpClient() throws Exception {
        new StoredToken(folder.resolve("home")).fresh("known", "ann");

        for (List<String> line : List.of(List.of("status", "--provider", "known"), List.of("sessions"))) {
            cli.run(line.toArray(String[]::new)).expect(0).saysOnOut("ann");

            assertEquals(List.of(), loadedOf("okhttp3.", "dev.latchkey.okhttp.", "com.sun.jna."));
            assertEquals(
                    List.of(),
                    loadedOf("java.time.zone.TzdbZoneRulesProvider", "java.time.format.DateTimeFormatter "),
                    "the zones of java.time look for providers in every jar");
        }
    }

    private List<String> loadedOf(String... beginnings) throws IOException {
        return loaded().filter(line -> Stream.of(beginnings).anyMatch(beginning -> line.contains(" " + beginning)))
                .toList();
    }

    private Stream<String> loaded() throws IOException {
        return Files.readAllLines(classes).stream();
    }
}

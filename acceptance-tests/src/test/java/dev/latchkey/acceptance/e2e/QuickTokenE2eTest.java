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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes a process loads; each takes time at every start. */
class QuickTokenE2eTest {
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
    void aFreshTokenLoadsNothingThatOtherCommandsAreFor() throws Exception {
        new StoredToken(folder.resolve("home")).fresh("known", "ann");

        Run run = cli.run("token", "--provider", "known").expect(0);

        assertEquals("the-access-token" + System.lineSeparator(), run.out());
        assertEquals("", run.err());
        assertEquals(List.of(), loadedOf("picocli.", "dagger.", "okhttp3.", "com.sun.jna.", "java.util.regex.Matcher"));
        assertEquals(
                List.of(), loadedOf("dev.latchkey.session.", "dev.latchkey.cli.command."), "no more than is needed");
        assertTrue(
                loaded().anyMatch(line -> line.contains("dev.latchkey.cli.quick.QuickToken ")), "the log was written");
    }

    @Test
    void aFreshTokenSetsUpNoLambda() throws Exception {
        new StoredToken(folder.resolve("home")).fresh("known", "ann");

        cli.run("token", "--provider", "known").expect(0);

        // JDK 25 takes lambdas of its own from its archive when it opens a jar of many releases.
        assertEquals(
                List.of(),
                loaded().filter(line -> line.contains("$$Lambda") && !line.contains(" java."))
                        .toList());
        assertEquals(List.of(), loadedOf("java.math.BigDecimal"), "JDK 25 reckons with huge numbers when it loads");
    }

    @Test
    void statusAndSessionsLoadNeitherParserNorHttpNorTheLibraryForJson() throws Exception {
        new StoredToken(folder.resolve("home")).fresh("known", "ann");

        for (List<String> line : List.of(List.of("status", "--provider", "known"), List.of("sessions"))) {
            cli.run(line.toArray(String[]::new)).expect(0).saysOnOut("ann");

            assertEquals(List.of(), loadedOf("picocli.", "okhttp3.", "okio.", "com.squareup.moshi.", "com.sun.jna."));
            assertEquals(
                    List.of(),
                    loadedOf("java.time.zone.TzdbZoneRulesProvider", "java.time.format.DateTimeFormatter "),
                    "the zones of java.time look for providers in every jar");
        }
    }

    @Test
    void onlyARenewalIsPrepared() throws Exception {
        Path document = new StoredToken(folder.resolve("home")).fresh("known", "ann");
        Map<String, Object> content = StoredToken.document();
        content.put("access_token_expires_at", 1000);
        StoredToken.write(document, content);

        cli.run("token", "--provider", "known").expect(6);
        assertTrue(loaded().anyMatch(line -> line.contains("dev.latchkey.cli.quick.WarmUp ")));

        content.put("refresh_token", null);
        StoredToken.write(document, content);

        cli.run("token", "--provider", "known").expect(3);
        assertEquals(List.of(), loadedOf("dev.latchkey.cli.quick.WarmUp", "okhttp3."));
    }

    @Test
    void whatIsNotPlainGoesTheLongWay() throws Exception {
        cli.run("token", "--verbose", "--provider", "known").expect(2).saysOnErr("There is no provider \"known\"");

        assertTrue(loaded().anyMatch(line -> line.contains(" picocli.")));
    }

    private List<String> loadedOf(String... beginnings) throws IOException {
        return loaded().filter(line -> Stream.of(beginnings).anyMatch(beginning -> line.contains(" " + beginning)))
                .toList();
    }

    private Stream<String> loaded() throws IOException {
        return Files.readAllLines(classes).stream();
    }
}

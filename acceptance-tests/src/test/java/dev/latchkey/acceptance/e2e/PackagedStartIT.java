package dev.latchkey.acceptance.e2e;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.StoredToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher with the packaged program: its class archives are used. */
class PackagedStartIT {
    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void setUp() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        home = folder.resolve("home");
        new StoredToken(home).fresh("known", "ann");
    }

    @Test
    void thePackageHasClassArchivesForThisJdkAndTheJvmUsesThem() throws Exception {
        Path startup = Path.of("..", "distribution", "target", "startup");
        String build = System.getProperty("java.runtime.version");
        assertTrue(Files.exists(startup.resolve(build + ".jsa")), build);
        assertTrue(Files.exists(startup.resolve(build + "-upper.jsa")), build);
        // With this option, a JVM that cannot use its archive exits at once.
        Map<String, String> archiveOrNothing = Map.of("JDK_JAVA_OPTIONS", "-Xshare:on");

        launch(archiveOrNothing, "token", "--provider", "known").expect(0).saysOnOut("the-access-token");
        launch(archiveOrNothing, "status", "--provider", "known").expect(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {".jsa", "-upper.jsa"})
    void anInvalidArchiveOnlyCostsTime(String ending) throws Exception {
        String[] line = {"token", "--provider", "known"};
        Run expected = launch(Map.of("LATCHKEY_NO_ARCHIVE", "1"), line).expect(0);
        Path archive =
                Path.of("..", "distribution", "target", "startup", System.getProperty("java.runtime.version") + ending);
        FileTime made = Files.getLastModifiedTime(archive);
        Path saved = Files.copy(archive, folder.resolve("saved"));
        try {
            for (String text : List.of("", "no archive", "x".repeat(100_000))) {
                // Written in place, it would end each process that has it mapped into memory.
                Files.move(Files.writeString(folder.resolve("damaged"), text), archive, REPLACE_EXISTING);
                Files.setLastModifiedTime(archive, made);

                assertEquals(expected, launch(Map.of(), line), text);
            }
            Files.delete(archive);
            assertEquals(expected, launch(Map.of(), line));
        } finally {
            Files.move(saved, archive, REPLACE_EXISTING);
            Files.setLastModifiedTime(archive, made);
        }
    }

    @Test
    void printsOnlyTheResult() throws Exception {
        assertEquals(new Run(0, "the-access-token\n", ""), launch(Map.of(), "token", "--provider", "known"));
    }

    @Test
    void helpIsTheSameWithAndWithoutTheStoredText() throws Exception {
        for (String command :
                List.of("token", "login", "status", "sessions", "request", "logout", "provider", "doctor")) {
            // With a third argument, the launcher does not print stored help.
            Run proper = launch(Map.of(), command, "--help", "--verbose").expect(0);
            assertEquals(proper, launch(Map.of(), command, "--help"));
        }
        assertEquals(launch(Map.of(), "--help", "--verbose").expect(0), launch(Map.of(), "--help"));
    }

    private Run launch(Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PackagedProgram.LAUNCHER));
        command.addAll(List.of(arguments));
        return new PackagedProgram(folder, home).run(variables, command);
    }
}

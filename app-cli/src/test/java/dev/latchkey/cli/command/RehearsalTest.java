package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run in which the package records the classes that are loaded. */
class RehearsalTest {
    @TempDir
    private Path folder;

    @Test
    void runsALoginARenewalAndALogoutAndLeavesNothingBehind() throws IOException {
        Path home = folder.resolve("home");
        Path classes = folder.resolve("some.classes");
        Documents.writeText(classes, "# a list\njava/lang/String\nno/such/Class\n");

        Run run = new InProcessCli(home).run("rehearse", classes.toString());

        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("Logged in"), run.out());
        assertTrue(run.err().contains("Unknown option \"--no-such-option\""), run.err());
        assertTrue(run.out().contains("Logged out"), run.out());
        assertTrue(run.out().contains("\"access_token\""), run.out());
        try (Stream<Path> left = Files.exists(home) ? Files.walk(home) : Stream.empty()) {
            assertEquals(0, left.filter(Files::isRegularFile).count());
        }
    }
}

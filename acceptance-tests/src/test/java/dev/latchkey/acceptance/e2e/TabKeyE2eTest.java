package dev.latchkey.acceptance.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.harness.Documents;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presses the Tab key in real shells, each in its own terminal. */
@EnabledOnOs(OS.LINUX) // On other systems, script(1) has different options.
class TabKeyE2eTest {
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    private Path folder;

    @BeforeEach
    void setUp() throws IOException {
        Path home = folder.resolve("home");
        Documents.write(
                home.resolve("providers/workplace.json"),
                Map.of("issuer", "https://login.example.com", "client_id", "c"));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = bin.resolve("latchkey");
        Files.writeString(
                program,
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' dev.latchkey.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource({
        "bash --norc -i, source <(latchkey completion bash)",
        "zsh -f -i, source <(latchkey completion zsh)",
        "fish -N -i, latchkey completion fish | source"
    })
    void completesACommandAndThenTheNameOfAProvider(String shell, String setUp) throws Exception {
        assumeTrue(isInstalled(shell.split(" ")[0]) && isInstalled("script"), shell + " is not installed");

        String seen = typed(shell, setUp + "\n", "latchkey tok\t", "--provider workpl\t", "\n");

        assertTrue(seen.contains("Not logged in to workplace"), seen);
    }

    /** Types each text when the shell's output for the previous one is complete, and returns the final output. */
    private String typed(String shell, String... texts) throws Exception {
        Path seen = folder.resolve("seen");
        ProcessBuilder builder = new ProcessBuilder("script", "-qfc", shell, seen.toString());
        builder.environment().put("PATH", folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("LATCHKEY_HOME", folder.resolve("home").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TERM", "dumb");
        Process terminal = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            for (String text : texts) {
                awaitQuiet(terminal, seen);
                terminal.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                terminal.getOutputStream().flush();
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (!text(seen).contains("ogged in") && System.nanoTime() < end) {
                terminal.waitFor(100, TimeUnit.MILLISECONDS);
            }
            terminal.getOutputStream().write("exit\n".getBytes(StandardCharsets.UTF_8));
            terminal.getOutputStream().flush();
            assertTrue(terminal.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the shell ends");
            return text(seen);
        } finally {
            terminal.destroyForcibly();
        }
    }

    /** Waits until the shell has printed something, and then nothing for a while. */
    private void awaitQuiet(Process terminal, Path seen) throws Exception {
        String last = "";
        int quiet = 0;
        while (quiet < 15) {
            terminal.waitFor(100, TimeUnit.MILLISECONDS);
            String now = text(seen);
            quiet = now.equals(last) && !now.isEmpty() ? quiet + 1 : 0;
            last = now;
        }
    }

    private static String text(Path seen) throws IOException {
        return Files.exists(seen) ? new String(Files.readAllBytes(seen), StandardCharsets.UTF_8) : "";
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}

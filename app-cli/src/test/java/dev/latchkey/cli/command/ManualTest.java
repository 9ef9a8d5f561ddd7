package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.HelpText;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated help, man pages and scripts, tried with man and the shells. */
class ManualTest {
    @TempDir
    private Path folder;

    private InProcessCli cli;

    @BeforeEach
    void setUp() {
        cli = new InProcessCli(folder);
        Documents.write(
                folder.resolve("providers/work.json"), Map.of("issuer", "https://login.example.com", "client_id", "c"));
    }

    @Test
    void manAcceptsThePagesWithoutAWarning() throws Exception {
        cli.run("man", folder.toString()).expect(0);
        Path pages = folder.resolve("man/man1");

        try (Stream<Path> files = Files.list(pages)) {
            List<Path> all = files.toList();
            assertTrue(all.contains(pages.resolve("latchkey-login.1")), all::toString);
            for (Path page : all) {
                List<String> said = run("", "groff", "-man", "-Tutf8", "-ww", page.toString());
                assertTrue(said.stream().noneMatch(line -> line.contains("warning")), said::toString);
                assertTrue(said.size() > 10, said::toString);
            }
        }
        assertTrue(Files.readString(pages.resolve("latchkey.1")).contains("\\fB\\-\\-provider\\fR"));
        assertEquals(
                cli.run("completion", "bash").out(),
                Files.readString(folder.resolve("bash-completion/completions/latchkey")));
        assertEquals(
                cli.run("completion", "zsh").out(), Files.readString(folder.resolve("zsh/site-functions/_latchkey")));
        assertEquals(
                cli.run("completion", "fish").out(),
                Files.readString(folder.resolve("fish/vendor_completions.d/latchkey.fish")));
    }

    @Test
    void helpAcceptsTheNamesOfCommands() {
        cli.run("help", "login").expect(0).saysOnOut("--store");
        cli.run("help").expect(0).saysOnOut("Commands:");
        cli.run("help", "nonsense").expect(2).saysOnErr("exit-codes");
    }

    @Test
    void theTopicOfExitCodesListsAllCodes() {
        String text = HelpText.topic("exit-codes").orElseThrow();
        for (ExitCode code : ExitCode.values()) {
            assertTrue(text.contains(String.format("%5d  %s", code.code(), code.meaning())), code.toString());
        }
    }

    private static List<String> run(String input, String... command) throws Exception {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, command[0]))),
                command[0] + " is not installed");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it ends");
        return said.lines().toList();
    }
}

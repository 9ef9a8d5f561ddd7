package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.manual.Topics;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated from the command line's own definitions, tried with the shells and with man themselves. */
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

    @ParameterizedTest
    @CsvSource({
        "'lo', login",
        "'lo', logout",
        "'provider a', add",
        "'login --sto', --store",
        "'login --store k', keyring",
        "'login --store=k', keyring",
        "'--provider wo', work",
        "'token --provider wo', work",
        "'token --format kub', kubernetes",
        "'provider add x --iss', --issuer",
        "'completion f', ''"
    })
    void bashCompletesCommandsOptionsValuesAndProviders(String typed, String expected) throws Exception {
        // As readline splits a line: at blanks, and around "=".
        String words = typed.replace("=", " = ");
        String script = cli.run("completion", "bash").expect(0).out()
                + "latchkey() { [ \"$2\" = providers ] && echo work; }\n"
                + "COMP_WORDS=(latchkey " + words + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                + "_latchkey; printf '%s\\n' \"${COMPREPLY[@]}\"\n";

        List<String> completions = run(script, "bash", "--norc");

        assertTrue(expected.isEmpty() || completions.contains(expected), completions::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theShellItselfTakesItsScript(String shell) throws Exception {
        Path script = Files.writeString(
                folder.resolve("script"), cli.run("completion", shell).expect(0).out());
        String check = shell.equals("fish")
                ? "source " + script + "; complete -C 'latchkey lo'"
                : "source " + script + " && complete -p latchkey >/dev/null 2>&1; echo login";

        List<String> said = run(check, shell);

        assertTrue(said.stream().anyMatch(line -> line.startsWith("login")), said::toString);
        assertTrue(said.stream().noneMatch(line -> line.contains("rror")), said::toString);
    }

    @Test
    void namesAreAskedForWhileSomebodyTypes() {
        assertEquals(
                "bitfount\nwork\n",
                cli.run("complete", "providers").expect(0).out().replace("\r", ""));
        assertEquals("", cli.run("complete", "usernames").expect(0).out());
    }

    @Test
    void manTakesThePagesWithoutAWarning() throws Exception {
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

    static List<String> topics() {
        return Topics.NAMES;
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTopicFitsAScreenInWidth(String topic) {
        String text = cli.run("help", topic).expect(0).out();

        assertTrue(text.lines().count() > 5, text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 120), text);
        assertFalse(text.contains("\t"), text);
    }

    @Test
    void helpExplainsCommandsToo() {
        cli.run("help", "login").expect(0).saysOnOut("--store");
        cli.run("help").expect(0).saysOnOut("Commands:");
        cli.run("help", "nonsense").expect(2).saysOnErr("exit-codes");
    }

    @Test
    void theTopicOfExitCodesKnowsThemAll() {
        String text = Topics.text("exit-codes").orElseThrow();
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

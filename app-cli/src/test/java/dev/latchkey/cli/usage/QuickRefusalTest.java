package dev.latchkey.cli.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.RandomLines;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.options.CommandNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick refusal says what picocli's comes to, or nothing. */
class QuickRefusalTest {
    @TempDir
    private Path home;

    private InProcessCli cli;
    private KnownOptions known;

    @BeforeEach
    void setUp() throws IOException {
        cli = new InProcessCli(home);
        Path table = home.resolve("options.txt");
        cli.run("options", table.toString()).expect(0);
        known = Objects.requireNonNull(KnownOptions.read(Files.readString(table)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status --no-such-option",
                "status --jsn",
                "token --formt json",
                "token --formt=json",
                "token --formt --verbose",
                "sessions --provider known --all",
                "login --client-secret=hunter2",
                "login --no-browsr --store=file",
                "status --jsn --provider known",
                "status -x",
                "status extra --jsn",
                "tokn",
                "tokn --provider known",
                "statsu",
                "frobnicate",
                "hlep",
            })
    void theCommonMistakesAreAnswered(String line) {
        boolean isAnswered = both(line.split(" ", -1)) != null;
        assertEquals(!line.contains("--store="), isAnswered, "picocli checks an option's own value first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status",
                "status --json",
                "status extra",
                "status --json=1",
                "status --jsn --help",
                "status --jsn -h",
                "status --jsn --",
                "status --jsn -vx",
                "status --jsn --json --json",
                "status --jsn --provider",
                "status --jsn --provider --json",
                "status --jsn --client-auth basic",
                "token --formt --format nonsense",
                "--jsn status",
                "provider --jsn",
                "provider lst",
                "exec --jsn",
                "git-credential --jsn",
                "man --jsn",
                "man",
                "options",
                "rehearse",
                "complete --provider known",
                "tokn token",
                "tokn --jsn",
                "tokn --provider",
                "--versio",
            })
    void whatElseThereIsIsLeftToPicocli(String line) {
        assertNull(both(line.split(" ", -1)));
    }

    @Test
    void manyRandomLinesComeToTheSame() {
        List<String> words = List.of(
                "status",
                "status",
                "sessions",
                "token",
                "login",
                "tokn",
                "provider",
                "--json",
                "--check",
                "--jsn",
                "--formt=raw",
                "--format",
                "raw",
                "--provider",
                "--provider=known",
                "known",
                "-u",
                "-x",
                "-vx",
                "--scope=a",
                "--scope",
                "--ca-file",
                "--help",
                "--",
                "-",
                "",
                "@file");
        RandomLines.askAbout(6_000, words, 300, line -> both(line) != null);
    }

    @Test
    void theValueOfAnUnknownOptionIsNotShown() {
        WrongUsage wrong = both("login", "--client-secret=hunter2");

        assertNotNull(wrong);
        assertEquals(
                List.of(
                        "latchkey: There is no option \"--client-secret\". Did you mean \"--client-secret-file\"?",
                        "See: latchkey login --help"),
                wrong.lines());
    }

    @Test
    void ofAnAttachedValueNothingIsShown() {
        assertEquals(
                "There is no option \"-p\".",
                WrongUsage.option("latchkey status", "-phunter2", List.of()).message());
        assertEquals(
                "There is no option \"--password\".",
                WrongUsage.option("latchkey status", "--password:hunter2", List.of())
                        .message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nlatchkey options\nlogin token\nlatchkey options\n",
                "latchkey options\nlogin token\n",
                "latchkey options\n",
                "latchkey options\nlatchkey options\n",
            })
    void aTableThatIsNoneIsNotRead(String text) {
        assertNull(KnownOptions.read(text));
    }

    @Test
    void controlCharactersAreNotShown() {
        WrongUsage wrong = both("status", "--\u001b[31mred");

        assertNotNull(wrong);
        assertFalse(wrong.message().contains("\u001b"), wrong.message());
    }

    @Test
    void theTableHasTheCommandsThatTakeNothingButOptions() {
        assertTrue(CommandNames.ALL.containsAll(known.commands()), known.commands()::toString);
        assertTrue(known.commands().containsAll(List.of("login", "token", "exec", "provider", "help")));
        assertFalse(known.commands().contains("rehearse"), "hidden commands are not suggested");
        assertTrue(known.options().keySet().containsAll(List.of("login", "token", "status", "sessions", "logout")));
        assertFalse(known.options().containsKey("exec"), "it takes a command");
        Set<String> flags = known.flags().getOrDefault("status", Set.of());
        assertTrue(flags.contains("--json"));
        assertFalse(flags.contains("--provider"));
    }

    /** Asks both, and holds that they agree. */
    private @Nullable WrongUsage both(String... arguments) {
        WrongUsage wrong = QuickRefusal.of(known, arguments);
        if (wrong != null) {
            String said = String.join(System.lineSeparator(), wrong.lines()) + System.lineSeparator();
            assertEquals(new Run(2, "", said), cli.run(arguments), () -> String.join(" ", arguments));
        }
        return wrong;
    }
}

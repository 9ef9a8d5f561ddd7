package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.StoredToken;
import dev.latchkey.cli.line.CommandSpec;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.HelpText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The help of every command and topic and the messages of failing command lines, word for word. With {@code -Dlatchkey.golden.record=true},
 * the files are recorded again. To add a case, add a line {@code $ latchkey …}.
 */
class GoldenTest {
    private static final Path FILES = Path.of("src/test/resources/dev/latchkey/cli/command");
    private static final String PROMPT = "$ latchkey";

    @TempDir
    private Path home;

    private InProcessCli cli;

    @BeforeEach
    void setUp() throws IOException {
        new StoredToken(home).fresh("known", "ann");
        cli = new InProcessCli(home);
    }

    static Stream<String> subjects() {
        return Stream.concat(commands(), HelpText.TOPICS.stream());
    }

    static Stream<String> commands() {
        return CommandTable.COMMANDS.stream()
                .filter(command -> !command.isHidden())
                .map(CommandSpec::name);
    }

    @Test
    void theHelpIsAsRecorded() throws IOException {
        List<String> lines = new ArrayList<>(List.of(PROMPT + " --help"));
        subjects().forEach(subject -> lines.add(PROMPT + " help " + subject));

        hold("help.txt", lines);
    }

    @Test
    void theFailureMessagesAreAsRecorded() throws IOException {
        hold("failures.txt", failing());
    }

    @Test
    void theFailureMessagesFitEightyColumnsOnATerminal() throws IOException {
        cli.onTerminal();
        // A word is kept whole, and so is a command to copy.
        List<String> tooLong = failing().stream()
                .flatMap(line -> run(line).err().lines())
                .filter(line -> line.length() > 80 && line.contains(" ") && !line.startsWith("latchkey "))
                .toList();

        assertEquals(List.of(), tooLong);
    }

    private static List<String> failing() throws IOException {
        List<String> lines = Files.readAllLines(FILES.resolve("failures.txt")).stream()
                .filter(line -> line.startsWith(PROMPT))
                .toList();
        assertTrue(lines.size() > 50, lines::toString);
        return lines;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpOfACommandFitsAScreen(String command) {
        List<String> lines =
                cli.run(("help " + command).split(" ")).expect(0).out().lines().toList();

        assertTrue(lines.size() <= 24, lines::toString);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void everyHelpFitsEightyColumns(String subject) {
        String text = cli.run(("help " + subject).split(" ")).expect(0).out();

        assertEquals(List.of(), text.lines().filter(line -> line.length() > 80).toList());
        assertTrue(text.lines().count() > 3 && !text.contains("\t"), text);
    }

    private void hold(String file, List<String> lines) throws IOException {
        StringBuilder actual = new StringBuilder();
        for (String line : lines) {
            actual.append(line).append('\n').append(shown(line));
        }
        if (Boolean.getBoolean("latchkey.golden.record")) {
            Files.writeString(FILES.resolve(file), actual.toString());
        }
        assertEquals(Files.readString(FILES.resolve(file)), actual.toString());
    }

    private Run run(String line) {
        String words = line.substring(PROMPT.length()).strip();
        return cli.run(words.isEmpty() ? new String[0] : words.split(" "));
    }

    private String shown(String line) {
        Run run = run(line);
        String text = run.out() + run.err() + (run.code() == 0 ? "" : "[" + run.code() + "]\n") + "\n";
        return text.replace(home.toString(), "HOME").replace(System.lineSeparator(), "\n");
    }
}

package dev.latchkey.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.line.CommandSpec.Kind;
import dev.latchkey.cli.line.CommandSpec.OptionSpec;
import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    /** A line and its expected content, or that it is not valid. */
    record Case(List<String> line, Map<?, ?> expected) {
        @Override
        public String toString() {
            return line.toString();
        }
    }

    static Stream<Case> cases() throws IOException, JsonFormatException {
        try (InputStream text = LineParserTest.class.getResourceAsStream("command-lines.json")) {
            String cases = new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> all = new MoshiJson().read(Secret.of("{\"cases\":" + cases + "}"));
            return ((List<?>) Objects.requireNonNull(all.get("cases")))
                    .stream()
                            .map(one -> (Map<?, ?>) one)
                            .map(one -> new Case(texts(Objects.requireNonNull(one.get("line"))), one));
        }
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void parsesTheLineAsExpected(Case one) {
        String[] arguments = one.line().toArray(String[]::new);
        if (one.expected().containsKey("error")) {
            assertThrows(UsageException.class, () -> LineParser.read(arguments));
            return;
        }

        Options line = LineParser.read(arguments);

        Map<String, String> options = new HashMap<>();
        line.options().forEach((name, values) -> options.put(name, String.join(",", values)));
        assertEquals(one.expected().get("command"), line.command());
        assertEquals(one.expected().get("options"), options);
        assertEquals(one.expected().get("words"), line.words());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "login", "exec", "token", "--json", "-", "", "a b"})
    void anyTextIsAValidValueBeforeAndAfterTheCommand(String value) {
        assertEquals(value, LineParser.parse("--provider", value, "token").value("provider"));
        assertEquals(value, LineParser.parse("token", "--provider", value).value("provider"));
        assertEquals(value, LineParser.parse("token", "-u", value).value("account"));
        assertEquals(value, LineParser.parse("--username-claim", value, "login").value("username-claim"));
    }

    @Test
    void choicesIgnoreCase() {
        assertEquals("raw", LineParser.parse("token", "--format", "RAW").value("format"));
        assertThrows(UsageException.class, () -> LineParser.parse("token", "--format", ""));
    }

    @Test
    void theFormerNameOfAnOptionIsAnAlias() {
        assertEquals("ann", LineParser.parse("token", "--username", "ann").value("account"));
        assertThrows(UsageException.class, () -> LineParser.parse("token", "--username", "ann", "--account", "bob"));
    }

    @Test
    void aRequestForHelpNeedNotBeComplete() {
        assertTrue(LineParser.parse("request", "--help").has("help"));
        assertTrue(LineParser.parse("provider", "-h").has("help"));
        assertTrue(LineParser.parse("--help").has("help"));
        assertTrue(LineParser.parse("--version").has("version"));
        assertTrue(!LineParser.parse("exec", "ls", "--help").has("help"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokne | \"token\"",
                "token --formt json | \"--format\"",
                "status --usernam x | --username",
                "provider lst | \"list\"",
                "token --format xml | raw, header, json, env, kubernetes",
                "migrate | --to",
                "provider | list, show, add, use, remove",
                "token --provider | NAME",
                "token -pxsecret | \"-p\".",
            })
    void theMessageSaysWhatIsWrongAndWhatIsRight(String line, String said) {
        String[] arguments = line.split(" ");

        UsageException wrong = assertThrows(UsageException.class, () -> LineParser.parse(arguments));

        String message = String.valueOf(wrong.getMessage());
        assertTrue(message.contains(said), message);
        assertTrue(!message.contains("secret"), message);
    }

    @Test
    void theTableIsConsistent() {
        Set<String> commands = new HashSet<>();
        for (CommandSpec command : CommandTable.COMMANDS) {
            assertTrue(commands.add(command.name()), command.name());
            assertTrue(command.help().endsWith("."), command.help());
            Set<String> names = new HashSet<>();
            for (OptionSpec option : CommandTable.options(command)) {
                assertTrue(names.add(option.name()), command.name() + " --" + option.name());
                assertTrue(option.alias() == null || names.add(option.alias()), option.name());
                assertTrue(option.letter().isEmpty() || names.add("-" + option.letter()), option.name());
                assertTrue(option.help().endsWith("."), option.help());
                assertEquals(option.takesValue(), option.kind() != Kind.NONE, option.name());
            }
        }
    }
}

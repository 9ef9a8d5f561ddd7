package dev.latchkey.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.line.CommandSpec.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model;
import picocli.CommandLine.ParseResult;

/** The parser reads lines like picocli, which it replaced, except for picocli's known faults. */
class PicocliOracleTest {
    /** Picocli refuses a value that is also a command's name, and accepts an option twice if the command is in between. */
    private static final Set<List<String>> FAULTS =
            Set.of(List.of("--provider", "token", "status"), List.of("--provider", "a", "token", "--provider", "b"));

    private static final List<String> VALUES = List.of("x", "a b", "", "a=b", "https://x/?y=z", "-5", "é", "\"q\"");
    private static final int LINES = 5_000;

    /** A parsed line; the options are null if it is not valid. */
    private record Read(String command, Map<String, String> options, List<String> words) {
        static final Read WRONG = new Read("wrong", Map.of(), List.of());
    }

    static Stream<List<String>> lines() throws Exception {
        return LineParserTest.cases().map(LineParserTest.Case::line);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void parsesTheCasesLikePicocli(List<String> line) {
        assertEquals(
                !FAULTS.contains(line), ours(line).equals(picoclis(line)), () -> ours(line) + ", " + picoclis(line));
    }

    @Test
    void parsesGeneratedLinesLikePicocli() {
        Random random = new Random(15);
        int right = 0;
        for (int i = 0; i < LINES; i++) {
            List<String> line = generated(random);
            assertEquals(picoclis(line), ours(line), line::toString);
            right += ours(line).equals(Read.WRONG) ? 0 : 1;
        }
        assertTrue(right > LINES / 4 && right < LINES * 3 / 4, "lines of both kinds, right ones: " + right);
    }

    /** Different options before and after a command, arguments, and occasionally an error. */
    private static List<String> generated(Random random) {
        CommandSpec command = CommandTable.COMMANDS.get(random.nextInt(CommandTable.COMMANDS.size()));
        List<OptionSpec> after = new ArrayList<>(command.options());
        after.addAll(CommandTable.COMMON);
        after.removeIf(one -> one.name().equals("help")); // Together with it, picocli accepts anything.
        List<String> line = new ArrayList<>();
        random.ints(random.nextInt(3), 0, CommandTable.SERVER.size())
                .forEach(i -> add(line, CommandTable.SERVER.get(i), random));
        line.addAll(List.of(command.name().split(" ")));
        random.ints(random.nextInt(3), 0, after.size()).forEach(i -> add(line, after.get(i), random));
        line.addAll(List.of("word", "other").subList(0, random.nextInt(3)));
        if (random.nextInt(8) == 0) {
            line.add(random.nextBoolean() ? 0 : line.size(), random.nextBoolean() ? "--nonsense" : "-Z");
        }
        return line;
    }

    private static void add(List<String> line, OptionSpec option, Random random) {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        String name = option.letter().isEmpty() ? "--" + option.name() : "-" + option.letter();
        line.addAll(option.takesValue() ? List.of(name, value) : List.of(name));
    }

    private static Read ours(List<String> line) {
        try {
            Options read = LineParser.read(line.toArray(String[]::new));
            Map<String, String> options = new TreeMap<>();
            read.options().forEach((name, values) -> options.put(name, String.join(",", values)));
            return new Read(read.command(), options, List.copyOf(read.words()));
        } catch (UsageException e) {
            return Read.WRONG;
        }
    }

    private static Read picoclis(List<String> line) {
        try {
            Map<String, String> options = new TreeMap<>();
            ParseResult result = picocli("", CommandTable.options(null)).parseArgs(line.toArray(String[]::new));
            ParseResult last = note(result, options);
            boolean isComplete =
                    last != result && last.commandSpec().subcommands().isEmpty();
            String name = last.commandSpec().qualifiedName().replaceFirst("latchkey ?", "");
            List<String> words = last.matchedPositionals().stream()
                    .distinct()
                    .flatMap(one -> one.stringValues().stream())
                    .toList();
            return isComplete ? new Read(name, options, words) : Read.WRONG;
        } catch (CommandLine.ParameterException e) {
            return Read.WRONG;
        }
    }

    private static ParseResult note(ParseResult result, Map<String, String> options) {
        for (Model.OptionSpec option : Set.copyOf(result.matchedOptions())) {
            String values = option.arity().max() == 0 ? "" : String.join(",", option.originalStringValues());
            options.merge(option.names()[0].substring(2), values, (one, other) -> one + "," + other);
        }
        return result.hasSubcommand() ? note(result.subcommand(), options) : result;
    }

    private static CommandLine picocli(String parent, List<OptionSpec> options) {
        CommandSpec command = CommandTable.command(parent);
        Model.CommandSpec spec = Model.CommandSpec.create().name(command == null ? "latchkey" : command.lastWord());
        for (OptionSpec option : options) {
            List<String> names = new ArrayList<>(List.of("--" + option.name()));
            names.addAll(option.letter().isEmpty() ? List.of() : List.of("-" + option.letter()));
            names.addAll(option.alias() == null ? List.of() : List.of("--" + option.alias()));
            spec.addOption(Model.OptionSpec.builder(names.toArray(String[]::new))
                    .arity(option.takesValue() ? "1" : "0")
                    .type(option.isRepeatable() ? List.class : option.takesValue() ? String.class : boolean.class)
                    .required(option.isRequired())
                    .build());
        }
        CommandLine line = new CommandLine(spec);
        CommandSpec.Words words = command == null ? CommandSpec.Words.NONE : command.words();
        line.setStopAtPositional(words.endOptions());
        for (int i = 0; i < (words.endOptions() ? 1 : words.most()); i++) {
            spec.addPositional(Model.PositionalParamSpec.builder()
                    .index(words.endOptions() ? "0..*" : String.valueOf(i))
                    .required(i < words.least())
                    .type(words.endOptions() ? List.class : String.class)
                    .build());
        }
        for (CommandSpec below : CommandTable.COMMANDS) {
            if (parent.isEmpty() ? below.name().indexOf(' ') < 0 : below.name().startsWith(parent + " ")) {
                line.addSubcommand(below.lastWord(), picocli(below.name(), CommandTable.options(below)));
            }
        }
        return line;
    }
}

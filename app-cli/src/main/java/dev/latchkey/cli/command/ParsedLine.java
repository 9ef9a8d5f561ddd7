package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.usage.OptionTable;
import dev.latchkey.cli.usage.WrongUsage;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.Terminal;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line as picocli parses it. */
final class ParsedLine {
    private final Terminal terminal;
    private final Function<GlobalOptions, CliComponent> graph;

    ParsedLine(Terminal terminal, Function<GlobalOptions, CliComponent> graph) {
        this.terminal = terminal;
        this.graph = graph;
    }

    /** Runs it and returns the exit code; nothing is thrown. */
    int run(String... arguments) {
        return commandLine(arguments).execute(arguments);
    }

    /** The command line, set up with the commands that occur among the arguments. */
    CommandLine commandLine(String... arguments) {
        LatchkeyCommand root = new LatchkeyCommand(graph);
        CommandLine line = new CommandLine(root);
        Commands.addTo(line, arguments);
        line.setOut(new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true))
                // "@file" means the body of a request, not more arguments.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((wrong, args) -> wrongUsage(wrong))
                .setExecutionExceptionHandler(
                        (thrown, command, parsed) -> FailureReport.print(thrown, terminal.err(), root.isVerbose())
                                .code());
        Help.layOut(line);
        return line;
    }

    private int wrongUsage(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        WrongUsage usage = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched(command, unmatched.getUnmatched())
                : new WrongUsage(String.valueOf(wrong.getMessage()), command.qualifiedName());
        usage.lines().forEach(terminal::note);
        return ExitCode.USAGE.code();
    }

    private static WrongUsage unmatched(CommandSpec command, List<String> arguments) {
        String name = command.qualifiedName();
        String first = arguments.get(0);
        if (!first.startsWith("-") && !command.subcommands().isEmpty()) {
            return WrongUsage.command(name, first, OptionTable.shown(command));
        }
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                return WrongUsage.option(name, argument, OptionTable.names(command));
            }
        }
        return WrongUsage.extra(name, first);
    }
}

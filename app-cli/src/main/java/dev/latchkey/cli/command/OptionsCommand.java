package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.usage.OptionTable;
import dev.latchkey.cli.wiring.CliComponent;
import picocli.CommandLine.Command;

/** Prints the commands and their options as a table for the program itself; the package keeps it. */
@Command(name = "options", hidden = true, description = "Print the commands and their options.")
final class OptionsCommand extends BaseCommand {
    @Override
    ExitCode run(CliComponent cli) {
        cli.terminal().out().print(OptionTable.of(spec().root()));
        return ExitCode.DONE;
    }
}

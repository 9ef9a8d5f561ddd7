package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.CommandSpec;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.manual.HelpText;
import dev.latchkey.cli.manual.Topics;
import dev.latchkey.cli.options.Options;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.DisplayText;

/** Help on a command or a topic. */
public record HelpCommand(Options options, Terminal terminal) implements Command {
    @Override
    public ExitCode run() {
        String topic = String.join(" ", options.words());
        CommandSpec command = CommandTable.command(topic);
        terminal.out().print(topic.isEmpty() || command != null ? HelpText.of(command) : text(topic));
        return ExitCode.DONE;
    }

    private static String text(String topic) {
        return Topics.text(topic)
                .orElseThrow(() -> new UsageException("There is neither a command nor a topic \""
                        + DisplayText.clean(topic, 80) + "\". The topics are: " + String.join(", ", Topics.NAMES)
                        + "."));
    }
}

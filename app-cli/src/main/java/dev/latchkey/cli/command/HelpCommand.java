package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.CommandSpec;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.manual.HelpText;
import dev.latchkey.cli.manual.Topics;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.model.DisplayText;
import java.util.Optional;

/** Help on a command or a topic. */
final class HelpCommand implements BaseCommand {
    private final String topic;

    HelpCommand(ParsedLine line) {
        this.topic = String.join(" ", line.words());
    }

    @Override
    public ExitCode run(CliComponent cli) {
        cli.terminal().out().print(text());
        return ExitCode.DONE;
    }

    private String text() {
        if (topic.isEmpty()) {
            return HelpText.of(null);
        }
        CommandSpec command = CommandTable.command(topic);
        if (command != null) {
            return HelpText.of(command);
        }
        Optional<String> text = Topics.text(topic);
        return text.orElseThrow(() -> new UsageException("There is neither a command nor a topic \""
                + DisplayText.clean(topic, 80) + "\". The topics are: " + String.join(", ", Topics.NAMES) + "."));
    }
}

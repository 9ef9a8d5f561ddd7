package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.manual.Topics;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.model.DisplayText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Help on a command or a topic. */
@Command(
        name = "help",
        description =
                "Explain a command or a topic: environment, exit-codes, files, formats, providers, security, trouble.")
final class HelpCommand extends BaseCommand {
    @Parameters(paramLabel = "TOPIC", arity = "0..1", description = "A command, or one of the topics.")
    private @Nullable String topic;

    @Override
    ExitCode run(CliComponent cli) {
        CommandLine root = spec().root().commandLine();
        if (topic == null) {
            root.usage(root.getOut());
            return ExitCode.DONE;
        }
        CommandLine command = root.getSubcommands().get(topic);
        if (command != null) {
            command.usage(root.getOut());
            return ExitCode.DONE;
        }
        Optional<String> text = Topics.text(topic);
        if (text.isEmpty()) {
            throw new UsageException("There is neither a command nor a topic \"" + DisplayText.clean(topic, 80)
                    + "\". The topics are: " + String.join(", ", Topics.NAMES) + ".");
        }
        cli.terminal().out().print(text.get());
        return ExitCode.DONE;
    }
}

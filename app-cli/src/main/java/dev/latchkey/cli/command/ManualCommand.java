package dev.latchkey.cli.command;

import dev.latchkey.cli.line.CommandSpec;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.HelpText;
import dev.latchkey.cli.line.ManPages;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints help, man pages and completion scripts. */
record ManualCommand(Options options, Terminal terminal) implements Command {
    @Override
    public ExitCode run() {
        switch (options.command()) {
            case "completion" ->
                terminal.out().print(HelpText.script(options.words().get(0)));
            case "man" -> writeInto(options.words().get(0));
            default -> terminal.out().print(help(String.join(" ", options.words())));
        }
        return ExitCode.DONE;
    }

    private static String help(String topic) {
        CommandSpec command = CommandTable.command(topic);
        if (topic.isEmpty() || command != null) {
            return HelpText.of(command);
        }
        return HelpText.topic(topic)
                .orElseThrow(() -> new UsageException("There is neither a command nor a topic "
                        + UsageException.quoted(topic) + ". The topics are: " + String.join(", ", HelpText.TOPICS)
                        + "."));
    }

    /**
     * Writes the man pages and the shell completions to their folders below {@code share}, for packages. Uses files instead of standard
     * output, because a JVM may print messages there while a package is being built.
     */
    private static void writeInto(String folder) {
        if (folder.isEmpty()) {
            throw new UsageException("Say into which folder.");
        }
        Path share = Path.of(folder);
        Map<String, String> files = new LinkedHashMap<>();
        ManPages.all(Commands.version()).forEach((name, page) -> files.put("man/man1/" + name, page));
        files.put("bash-completion/completions/latchkey", HelpText.script("bash"));
        files.put("zsh/site-functions/_latchkey", HelpText.script("zsh"));
        files.put("fish/vendor_completions.d/latchkey.fish", HelpText.script("fish"));
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = share.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UsageException("The folder " + share + " cannot be written to.", e);
        }
    }
}

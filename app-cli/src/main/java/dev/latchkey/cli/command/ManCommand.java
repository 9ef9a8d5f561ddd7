package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.manual.ManPages;
import dev.latchkey.cli.manual.ShellScripts;
import dev.latchkey.cli.wiring.CliComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the man pages and the completions for shells where a system has them below {@code share}; the package does it. Into files
 * and not to standard output, on which a JVM may have something to say while a package is built.
 */
final class ManCommand implements BaseCommand {
    private final Path folder;

    ManCommand(ParsedLine line) {
        String named = line.words().get(0);
        if (named.isEmpty()) {
            throw new UsageException("Say into which folder.");
        }
        this.folder = Path.of(named);
    }

    @Override
    public ExitCode run(CliComponent cli) {
        try {
            for (Map.Entry<String, String> page :
                    new ManPages(Version.number()).all().entrySet()) {
                write(folder, "man/man1/" + page.getKey(), page.getValue());
            }
            write(folder, "bash-completion/completions/latchkey", ShellScripts.bash());
            write(folder, "zsh/site-functions/_latchkey", ShellScripts.zsh());
            write(folder, "fish/vendor_completions.d/latchkey.fish", ShellScripts.fish());
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UsageException("The folder " + folder + " cannot be written to.", e);
        }
    }

    private static void write(Path share, String name, String text) throws IOException {
        Path file = share.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.manual.ManPages;
import dev.latchkey.cli.manual.ShellCompletion;
import dev.latchkey.cli.wiring.CliComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Writes the man pages and the completions for shells where a system has them below {@code share}; the package does it. Into files
 * and not to standard output, on which a JVM may have something to say while a package is built.
 */
@Command(name = "man", hidden = true, description = "Write the man pages and the completions for shells into a folder.")
final class ManCommand extends BaseCommand {
    @Parameters(paramLabel = "FOLDER", description = "Where to.")
    private @Nullable Path folder;

    @Override
    ExitCode run(CliComponent cli) {
        if (folder == null) {
            throw new UsageException("Say into which folder.");
        }
        try {
            for (Map.Entry<String, String> page :
                    new ManPages(spec().root(), Version.number()).all().entrySet()) {
                write(folder, "man/man1/" + page.getKey(), page.getValue());
            }
            ShellCompletion completion = new ShellCompletion(spec().root());
            write(folder, "bash-completion/completions/latchkey", completion.bash());
            write(folder, "zsh/site-functions/_latchkey", completion.zsh());
            write(folder, "fish/vendor_completions.d/latchkey.fish", completion.fish());
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

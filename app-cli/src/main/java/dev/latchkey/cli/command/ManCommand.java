package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.manual.ManPages;
import dev.latchkey.cli.manual.ShellScripts;
import dev.latchkey.cli.options.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the man pages and the completions for shells where a system has them below {@code share}; the package does it. Into files
 * and not to standard output, on which a JVM may have something to say while a package is built.
 */
public record ManCommand(Options options) implements Command {
    @Override
    public ExitCode run() {
        String folder = options.words().get(0);
        if (folder.isEmpty()) {
            throw new UsageException("Say into which folder.");
        }
        Path share = Path.of(folder);
        try {
            for (Map.Entry<String, String> page :
                    new ManPages(Version.number()).all().entrySet()) {
                write(share.resolve("man/man1").resolve(page.getKey()), page.getValue());
            }
            write(share.resolve("bash-completion/completions/latchkey"), ShellScripts.bash());
            write(share.resolve("zsh/site-functions/_latchkey"), ShellScripts.zsh());
            write(share.resolve("fish/vendor_completions.d/latchkey.fish"), ShellScripts.fish());
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UsageException("The folder " + share + " cannot be written to.", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.manual.ManPages;
import dev.latchkey.cli.wiring.CliComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the man pages; the package does it. */
@Command(name = "man", hidden = true, description = "Write the man pages into a folder.")
final class ManCommand extends BaseCommand {
    @Parameters(paramLabel = "FOLDER", description = "Where to.")
    private @Nullable Path folder;

    @Override
    ExitCode run(CliComponent cli) {
        if (folder == null) {
            throw new UsageException("Say into which folder.");
        }
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> page :
                    new ManPages(spec().root(), Version.number()).all().entrySet()) {
                Files.writeString(folder.resolve(page.getKey()), page.getValue());
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UsageException("The folder " + folder + " cannot be written to.", e);
        }
    }
}

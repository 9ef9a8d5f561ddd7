package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.usage.OptionTable;
import dev.latchkey.cli.wiring.CliComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the commands and their options down as a table for the program itself; the package keeps it. */
@Command(name = "options", hidden = true, description = "Write the commands and their options into a file.")
final class OptionsCommand extends BaseCommand {
    @Parameters(paramLabel = "FILE", description = "Where to.")
    private @Nullable Path file;

    @Override
    ExitCode run(CliComponent cli) {
        if (file == null) {
            throw new UsageException("Say into which file.");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, OptionTable.of(spec().root()));
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UsageException("The file " + file + " cannot be written.", e);
        }
    }
}

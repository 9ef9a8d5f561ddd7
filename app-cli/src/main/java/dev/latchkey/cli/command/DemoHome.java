package dev.latchkey.cli.command;

import dev.latchkey.cli.line.Environment;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder for a session, deleted at the end. */
final class DemoHome implements AutoCloseable {
    private final Path folder;

    DemoHome() {
        try {
            folder = Files.createTempDirectory("latchkey-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    /** An environment that has nothing but this folder. */
    Environment environment(String system) {
        String home = folder.toString();
        return new Environment(Map.of("LATCHKEY_HOME", home), home, system);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            // The system cleans its temporary folder eventually.
        }
    }
}

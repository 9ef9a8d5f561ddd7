package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What {@link PrivateFiles} writes beside a file, and what of it a process that was killed left. Each writer takes a name of its own,
 * since writers hold no lock. The name is of one length, however long the file's is: some file systems take 143 bytes at most. Version
 * 0.1.0 names them in the same way.
 */
final class Leftovers {
    private static final String BEGINNING = ".new-";
    private static final String END = ".tmp";

    /** A writer needs milliseconds. One that was suspended for longer, and whose file is gone, writes it once more. */
    private static final Duration OLD = Duration.ofMinutes(10);

    private Leftovers() {}

    /** A name that is unique in the folder. */
    static Path newName(Path folder) {
        return folder.resolve(BEGINNING + UUID.randomUUID() + END);
    }

    /** Deletes what was left in the folder of a file that was just written, by whose date it is told what is old. */
    static void sweep(Path written) {
        try {
            Path folder = Objects.requireNonNull(written.getParent());
            Entry entry = Entry.at(written);
            if (entry != null) {
                sweep(folder, entry.modified().toInstant().minus(OLD));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // What was asked for is done; the next one sweeps again.
        }
    }

    private static void sweep(Path folder, Instant limit) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(BEGINNING) && name.endsWith(END)) {
                    deleteIfOld(file, limit);
                }
            }
        }
    }

    private static void deleteIfOld(Path file, Instant limit) throws IOException {
        Entry entry = Entry.at(file);
        if (entry != null && entry.isFile() && entry.modified().toInstant().isBefore(limit)) {
            DurableFile.deleteQuietly(file);
        }
    }
}

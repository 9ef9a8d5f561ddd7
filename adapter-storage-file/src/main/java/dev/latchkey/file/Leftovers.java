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
 * Temporary files that {@link PrivateFiles} writes next to a file, and those that a killed process left behind. Writers hold no lock, so
 * each uses a name of its own. All names have the same length, however long the file's name is: some file systems allow 143 bytes at most.
 * Version 0.1.0 used the same names.
 */
final class Leftovers {
    private static final String BEGINNING = ".new-";
    private static final String END = ".tmp";

    /** A write takes milliseconds. A writer that was suspended for longer and finds its file deleted writes it again. */
    private static final Duration OLD = Duration.ofMinutes(10);

    private Leftovers() {}

    /** Returns a name that is unique in the folder. */
    static Path newName(Path folder) {
        return folder.resolve(BEGINNING + UUID.randomUUID() + END);
    }

    /** Deletes old leftovers in the folder of a file that was just written. Their age is measured against that file's date. */
    static void sweep(Path written) {
        try {
            Path folder = Objects.requireNonNull(written.getParent());
            Entry entry = Entry.at(written);
            if (entry != null) {
                sweep(folder, entry.modified().toInstant().minus(OLD));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // The write itself succeeded; the next one sweeps again.
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

package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Does what a cleanup tool might do to lock files. */
final class LockFiles {
    private LockFiles() {}

    /** Deletes all lock files below the folder. */
    static void deleteIn(Path folder) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.walk(folder)) {
            locks = files.filter(file -> file.toString().endsWith(".lock")).toList();
        }
        for (Path file : locks) {
            Files.delete(file);
        }
    }
}

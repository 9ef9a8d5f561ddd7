package dev.latchkey.local.provider;

import dev.latchkey.file.OwnedFiles;
import dev.latchkey.local.storage.TextFile;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.file.Path;

/** A client's secret in a file of its own: never an argument, which every process on the machine could read. */
final class SecretFile {
    private SecretFile() {}

    /**
     * The secret; the line ends after it, which editors add, and a byte-order mark before it are not part of it.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds none
     * @throws dev.latchkey.error.StorageException if it belongs to another person, root aside, or is no regular file
     */
    static Secret read(Path file) {
        OwnedFiles.check(file);
        String text = text(file).strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the client secret file " + file + " is empty");
        }
        return Secret.of(text);
    }

    private static String text(Path file) {
        try {
            return TextFile.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("the client secret file " + file + " " + TextFile.problem(e), e);
        }
    }
}

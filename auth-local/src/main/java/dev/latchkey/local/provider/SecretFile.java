package dev.latchkey.local.provider;

import dev.latchkey.file.OwnedFiles;
import dev.latchkey.local.storage.TextFile;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a client secret from its own file. It is never an argument, because every process on the machine can read arguments. */
final class SecretFile {
    private SecretFile() {}

    /**
     * The secret, without a byte-order mark before it and the line breaks that editors add after it.
     *
     * @throws IllegalArgumentException if the file cannot be read or contains no secret
     * @throws dev.latchkey.error.StorageException if the file belongs to another person except root, or is not a regular file
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

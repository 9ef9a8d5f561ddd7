package dev.latchkey.cli.provider;

import dev.latchkey.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A client's secret in a file of its own: never an argument, which every process on the machine could read. */
final class SecretFile {
    private static final int LONGEST = 64 << 10;

    private SecretFile() {}

    /**
     * The secret; the line ends after it, which editors add, are no part of it.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds none
     */
    static Secret read(Path file) {
        String text = text(file).strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the client secret file " + file + " is empty");
        }
        return Secret.of(text);
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("the client secret file " + file + " cannot be read", e);
        }
    }
}

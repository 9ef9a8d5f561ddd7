package dev.latchkey.acceptance.faults;

import dev.latchkey.keyring.KeyringBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What outlives a process: a folder and a keyring.
 *
 * @param folder contains all files
 * @param keyring contains the key of sealed sessions
 */
record Home(Path folder, KeyringBackend keyring) {
    /** Copies the present state to another folder, where locks that a dead process left in this JVM have no effect. */
    Home copiedTo(Path target) throws IOException {
        for (Path path : below()) {
            Path copy = target.resolve(folder.relativize(path).toString());
            Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return new Home(target, keyring);
    }

    /** Whether there is a file with this name for the account. */
    boolean holds(String account, String file) throws IOException {
        return below().stream().anyMatch(path -> path.endsWith(Path.of(account, file)));
    }

    /** All files with their sizes, without their random names. */
    String listing() throws IOException {
        StringBuilder listing = new StringBuilder();
        for (Path path : below()) {
            String name = folder.relativize(path).toString().replaceAll("[0-9]{5,}", "N");
            listing.append(name)
                    .append(' ')
                    .append(Files.isDirectory(path) ? -1 : Files.size(path))
                    .append('\n');
        }
        return listing.toString();
    }

    void delete() throws IOException {
        for (Path path : below().stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    private List<Path> below() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted().toList();
        }
    }
}

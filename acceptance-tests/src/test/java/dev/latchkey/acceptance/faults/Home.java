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
 * @param folder everything is kept below it
 * @param keyring keeps the key of sealed sessions
 */
record Home(Path folder, KeyringBackend keyring) {
    /** What is there now, as another folder, with files of its own: no lock that a dead process left in this JVM holds there. */
    Home copiedTo(Path target) throws IOException {
        for (Path path : below()) {
            Path copy = target.resolve(folder.relativize(path).toString());
            Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return new Home(target, keyring);
    }

    /** Whether a file of that name is kept for that account. */
    boolean holds(String account, String file) throws IOException {
        return below().stream().anyMatch(path -> path.endsWith(Path.of(account, file)));
    }

    /** All files with their sizes; names that were drawn at random are as good as each other. */
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

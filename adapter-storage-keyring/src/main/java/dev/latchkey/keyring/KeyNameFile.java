package dev.latchkey.keyring;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file that names the installation's keys, one a line; {@link KeyNames} says what they are. It holds no secret. Read and
 * written under the key's lock only. A line that is no key's name is passed over. Version 0.1.0 reads and writes it too, and
 * keeps no line that it does not know.
 */
final class KeyNameFile {
    private final Path path;

    KeyNameFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    KeyNames read() {
        try {
            List<String> names = AtomicFile.read(path)
                    .lines()
                    .map(String::strip)
                    .filter(DataKey::isName)
                    .toList();
            return new KeyNames(names);
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, "read", e);
        }
    }

    /** Replaces the file whole, or deletes it if there is no name; that is durable when this returns. */
    void write(KeyNames names) {
        try {
            if (names.all().isEmpty()) {
                AtomicFile.delete(path);
            } else {
                AtomicFile.replace(path, String.join("\n", names.all()) + "\n");
            }
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "write", e);
        }
    }

    private StorageException failure(Reason reason, String what, IOException cause) {
        String message = "Could not " + what + " " + path + ", which names the keyring entry of Latchkey's key ("
                + cause.getClass().getSimpleName() + "). Check the permissions and the space there.";
        return new StorageException(reason, path.toString(), message, cause);
    }
}

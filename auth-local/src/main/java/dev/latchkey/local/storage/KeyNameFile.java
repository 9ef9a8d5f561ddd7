package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.PrivateFiles;
import dev.latchkey.model.KeyRegister;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file that names a home's keys, one a line. A line that is no key's name is passed over. Version 0.1.0 reads and writes it too, and
 * keeps no line that it does not know. Read and written under the key's lock only.
 */
final class KeyNameFile {
    private final Path path;

    /** @param path absolute */
    KeyNameFile(Path path) {
        this.path = path;
    }

    List<String> read() {
        try {
            return names();
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, "read", e);
        }
    }

    /** Replaces the file whole, or deletes it if there is no name; that is durable when this returns. */
    void write(List<String> names) {
        try {
            if (names.isEmpty()) {
                PrivateFiles.delete(path);
            } else if (!names.equals(names())) {
                PrivateFiles.replace(path, String.join("\n", names) + "\n");
            }
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "write", e);
        }
    }

    private List<String> names() throws IOException {
        return PrivateFiles.read(path)
                .orElse("")
                .lines()
                .map(String::strip)
                .filter(KeyRegister::isName)
                .toList();
    }

    private StorageException failure(Reason reason, String what, IOException cause) {
        String message = "Could not " + what + " " + path + ", which names the keyring entry of Latchkey's key ("
                + cause.getClass().getSimpleName() + "). Check the permissions and the space there.";
        return new StorageException(reason, path.toString(), message, cause);
    }
}

package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.PrivateFiles;
import dev.latchkey.model.KeyRegister;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file with the names of a home's keys, one per line. Lines that are not key names are ignored. Version 0.1.0 reads and writes it too,
 * and drops lines that it does not know. Read and written only under the key's lock.
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

    /** Replaces the whole file, or deletes it if there are no names. The change is durable when this returns. */
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

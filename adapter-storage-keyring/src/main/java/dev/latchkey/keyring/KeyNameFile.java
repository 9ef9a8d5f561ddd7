package dev.latchkey.keyring;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file that names the installation's keys, one a line; {@link KeyNames} says what they are. It holds no secret. Read and
 * written under the key's lock only. A line that is no key's name is passed over.
 */
final class KeyNameFile {
    private static final int LONGEST = 64 * 1024;

    private final Path path;

    KeyNameFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    KeyNames read() {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            List<String> names =
                    text.lines().map(String::strip).filter(DataKey::isName).toList();
            return new KeyNames(names);
        } catch (NoSuchFileException e) {
            return KeyNames.none();
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, "read", e);
        }
    }

    /** Replaces the file whole; it is durable when this returns. */
    void write(KeyNames names) {
        try {
            AtomicFile.replace(path, String.join("\n", names.all()) + "\n");
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "write", e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "delete", e);
        }
    }

    private StorageException failure(Reason reason, String what, IOException cause) {
        String message = "Could not " + what + " " + path + ", which names the keyring entry of Latchkey's key ("
                + cause.getClass().getSimpleName() + "). Check the permissions and the space there.";
        return new StorageException(reason, path.toString(), message, cause);
    }
}

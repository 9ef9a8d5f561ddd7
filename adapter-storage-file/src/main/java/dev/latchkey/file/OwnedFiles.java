package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Files that a person keeps, which others must not be able to put there. */
public final class OwnedFiles {
    private OwnedFiles() {}

    /**
     * Lets pass a regular file that this process's user or root owns, a link to one, and what is not there. A pipe or a device would
     * not end, and what another person put there may lead anywhere.
     *
     * @throws StorageException if it is something else or another person's, or if that cannot be told
     */
    public static void check(Path file) {
        try {
            Entry entry = Entry.behind(file);
            if (entry == null) {
                return;
            }
            if (!entry.isFile()) {
                throw new FileSystemException(file.toString(), null, "it is not a regular file");
            }
            Ours.STRICT.refuseForeignFile(file, entry);
        } catch (IOException e) {
            throw StorageFailure.reading(file.toString(), e);
        }
    }
}

package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Checks files that a person keeps and that nobody else must be able to plant. */
public final class OwnedFiles {
    private OwnedFiles() {}

    /**
     * Accepts a regular file that this process's user or root owns, a link to one, and a path where there is nothing. A pipe or a device
     * might never end, and a link that another person planted may lead anywhere.
     *
     * @throws StorageException if it is something else or belongs to another person, or if that cannot be determined
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
            Ours.STRICT.refuseForeign(entry);
        } catch (IOException e) {
            throw StorageFailure.reading(file.toString(), e);
        }
    }
}

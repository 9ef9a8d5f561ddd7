package dev.latchkey.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes small private files, always in the same way: write a temporary file next to the target, sync it, rename it, sync the folder.
 * Whenever the process or the machine dies, the file has either the old or the new content in full.
 *
 * <ul>
 *   <li>A file has mode 0600 from the moment it exists, and a folder that is created for it has mode 0700, whatever the umask; on Windows,
 *       both have an access control list with an entry for this user only.
 *   <li>What root writes in another person's folder belongs to that person, as before.
 *   <li>A link under the file's name is replaced or deleted, and never followed.
 *   <li>There are three answers to whether a file exists: yes, no, and "cannot tell", which is the {@link IOException}.
 *   <li>An interrupt does not break an operation: it completes, and the thread's interrupt flag is kept.
 * </ul>
 *
 * <p>All operations use the file system of the given path. Whether a folder is safe to use is not checked here; see
 * {@link LatchkeyFolders#checkMaking}. Safe for use by several threads and processes without a lock: if two write the same file, the last
 * one wins.
 */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Replaces the whole content of the file and creates its folder if necessary. It is durable when this method returns, where the system
     * can sync a folder.
     *
     * @param text stored as UTF-8
     * @throws IOException if the file could not be written; then its content is unchanged
     */
    public static void replace(Path file, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        Path target = file.toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent(), "a file is in a folder");
        if (Entry.behind(folder) == null) {
            NewFolder.makeWithParents(folder, Ours.UNCHECKED);
        }
        Path beside = Leftovers.newName(folder);
        try {
            replace(target, beside, content);
        } catch (IOException e) {
            DurableFile.deleteQuietly(beside); // The name is unique, so this can only delete our own file.
            throw e;
        }
        Leftovers.sweep(target);
    }

    /**
     * Replaces the content of a file in an existing folder, for callers that hold a lock which guards the file. They always use the same
     * temporary name, so the next write overwrites what an interrupted one left behind.
     */
    static void replace(Path file, Path beside, byte[] content) throws IOException {
        Uninterrupted.run(() -> {
            BesideFile written = new BesideFile(beside);
            try {
                written.replace(file, written.write(content));
            } finally {
                written.discard();
            }
        });
    }

    /**
     * Returns the text of a regular file; empty if there is no file. If the file is replaced while it is read, the old content is returned.
     * Malformed UTF-8 is read as U+FFFD.
     *
     * @throws IOException if there may be a file but it cannot be read, is not a regular file, or is longer than 16 MiB
     */
    public static Optional<String> read(Path file) throws IOException {
        if (DocumentReader.refuseWhatIsNoFile(file) == null) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = Uninterrupted.call(() -> DocumentReader.bytes(file));
            return Optional.of(StandardCharsets.UTF_8.decode(bytes).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Deletes the file, durably where the system can sync a folder.
     *
     * @return whether there was one
     * @throws IOException if it still exists, or if that cannot be determined
     */
    public static boolean delete(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        boolean deleted = DurableFile.delete(target);
        if (deleted) {
            DurableFile.syncFolderOf(target);
        }
        return deleted;
    }
}

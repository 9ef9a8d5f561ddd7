package dev.latchkey.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The one way to write a small private file: beside, sync, rename, sync the folder. So a file is the old one or the new one, whole,
 * whenever the process or the machine dies.
 *
 * <ul>
 *   <li>A file has mode 0600 from the moment it exists, and a folder that is made for it 0700, whatever the umask; on Windows an access
 *       list that names this user alone.
 *   <li>What root writes in another person's folder belongs to that person, as before.
 *   <li>A link under the file's name is replaced or deleted, and never followed.
 *   <li>There are three answers to whether a file is there: yes, no, and "cannot tell", which is the {@link IOException}.
 *   <li>An interrupt does not break it: what was asked for is done, and the thread's interrupt flag is kept.
 * </ul>
 *
 * <p>All of it goes through the file system of the path that is given. Whether a folder is safe to use is not asked here: see
 * {@link LatchkeyFolders#checkMaking}. Safe for use by several threads and processes, which need no lock for it: of two that write the
 * same file, the one that ends last counts.
 */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Makes this the whole content of the file, and its folder if need be; durable when this returns, where the system can sync a
     * folder.
     *
     * @param text stored as UTF-8
     * @throws IOException if it could not be written; then the file is as it was
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
            DurableFile.deleteQuietly(
                    beside); // The name is unique, so this deletes nobody else's file, even if ours was never made.
            throw e;
        }
        Leftovers.sweep(target);
    }

    /**
     * The same in a folder that is there, for callers who hold a lock under which alone the file is written. Each uses one name for what
     * it writes beside, so that what a stopped one left is overwritten by the next.
     */
    static void replace(Path file, Path beside, byte[] content) throws IOException {
        Uninterrupted.run(() -> {
            BesideFile written = new BesideFile(beside);
            try {
                written.become(file, content, () -> {});
            } finally {
                written.discard();
            }
        });
    }

    /**
     * The text of a regular file; empty if there is nothing. A file that is replaced meanwhile is read as it was. What is not UTF-8 in
     * it is read as U+FFFD.
     *
     * @throws IOException if there may be one but it cannot be read, if it is something else, or longer than 16 MiB
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
     * @throws IOException if it is still there, or that cannot be told
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

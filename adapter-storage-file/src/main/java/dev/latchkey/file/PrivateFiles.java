package dev.latchkey.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

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
    private static final String TEMPORARY = ".new-";
    private static final String TEMPORARY_END = ".tmp";

    /** A write takes milliseconds. A writer that was suspended for longer and finds its file deleted writes it again. */
    private static final Duration OLD = Duration.ofMinutes(10);

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
            Ours.UNCHECKED.makeFolders(folder);
        }
        Path beside = temporaryName(folder);
        try {
            replace(target, beside, content);
        } catch (IOException e) {
            DurableFile.deleteQuietly(beside); // The name is unique, so this can only delete our own file.
            throw e;
        }
        sweep(target);
    }

    /**
     * A name for a temporary file that is unique in the folder, because writers hold no lock. All names have the same length, however long
     * the file's name is: some file systems allow 143 bytes at most. Version 0.1.0 used the same names.
     */
    static Path temporaryName(Path folder) {
        return folder.resolve(TEMPORARY + UUID.randomUUID() + TEMPORARY_END);
    }

    /**
     * Deletes old temporary files, which killed processes left behind, in the folder of a file that was just written. Their age is measured
     * against that file's date.
     */
    private static void sweep(Path written) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Objects.requireNonNull(written.getParent()))) {
            Entry now = Entry.at(written);
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                boolean temporary = name.startsWith(TEMPORARY) && name.endsWith(TEMPORARY_END);
                Entry entry = temporary ? Entry.at(file) : null;
                if (entry != null && now != null && entry.isFile() && isOld(entry.modified(), now.modified())) {
                    DurableFile.deleteQuietly(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // The write itself succeeded; the next one sweeps again.
        }
    }

    private static boolean isOld(FileTime modified, FileTime now) {
        return modified.toInstant().isBefore(now.toInstant().minus(OLD));
    }

    /**
     * Replaces the content of a file in an existing folder, for callers that hold a lock which guards the file. They always use the same
     * temporary name, so the next write overwrites what an interrupted one left behind.
     */
    static void replace(Path file, Path beside, byte[] content) throws IOException {
        FileIo.run(() -> {
            DurableFile written = new DurableFile(beside);
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
        if (FileIo.refuseWhatIsNoFile(file) == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.decode(FileIo.bytes(file)).toString());
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

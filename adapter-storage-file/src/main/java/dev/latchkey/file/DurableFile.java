package dev.latchkey.file;

import dev.latchkey.file.Ours.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file that is written next to its target and then renamed over it. It is created with {@code O_EXCL} and kept open, so writes
 * always go to the file we created, even if another process replaces the name. Before the rename, the name is checked again; if it no
 * longer refers to our file, the file is created again. Not safe for use by several threads.
 *
 * <p>The static methods are the operations that this is built from. Each one succeeds, fails, or turns out to have succeeded although the
 * system reported an error.
 */
final class DurableFile {
    private static final int CHUNK = 1 << 16;
    private static final int WRITE_ATTEMPTS = 3;
    private static final int RENAME_ATTEMPTS = 50;
    private static final long RETRY_NANOS = 20_000_000;

    private final Path path;
    private @Nullable FileChannel channel;
    private @Nullable Entry made;

    DurableFile(Path path) {
        this.path = path;
    }

    /** Creates the file and reserves this many bytes: the given beginning, then zeros. It is on disk when this method returns. */
    void reserve(byte[] beginning, long bytes) throws IOException {
        FileChannel open = make();
        try {
            writeAll(open, ByteBuffer.wrap(beginning));
            for (long left = bytes - beginning.length; left > 0; left -= CHUNK) {
                writeAll(open, ByteBuffer.allocate((int) Math.min(CHUNK, left)));
            }
            open.force(true);
        } catch (IOException e) {
            discard();
            throw e;
        }
    }

    /** Writes this content to the file and to disk. May be called again after a failure, whatever happened to the file. */
    Entry write(byte[] content) throws IOException {
        for (int attempt = 0; attempt < WRITE_ATTEMPTS; attempt++) {
            FileChannel open = channel;
            // A rename that was said to fail may have been done: then the open file is the document.
            if (open == null || !open.isOpen() || !isAtItsName()) {
                open = make();
            }
            open.position(0);
            fill(open, ByteBuffer.wrap(content));
            Entry ours = made;
            if (ours != null && isAtItsName()) {
                return ours;
            }
        }
        throw new FileSystemException(path.toString(), null, "another program takes its place again and again");
    }

    /** Makes what was written the content of the target, durably. */
    void replace(Path target, Entry ours) throws IOException {
        if (isWindows(path)) {
            closeChannel();
        }
        rename(path, target, ours);
        forget();
        syncFolderOf(target);
    }

    /** Closes the file and deletes it if it is still ours. */
    void discard() {
        Entry ours = made;
        forget();
        if (ours != null && !isAnothers(ours)) {
            deleteQuietly(path);
        }
    }

    private boolean isAtItsName() throws IOException {
        Entry ours = made;
        Entry now = Entry.at(path);
        return ours != null && now != null && now.isStill(ours);
    }

    private boolean isAnothers(Entry ours) {
        try {
            Entry now = Entry.at(path);
            return now != null && !now.isStill(ours);
        } catch (IOException e) {
            return false; // Never leave a token behind just because the check failed.
        }
    }

    private FileChannel make() throws IOException {
        forget();
        Files.deleteIfExists(path);
        FileChannel open = OwnerOnly.createFile(path);
        try {
            made = lookedAt();
            channel = open;
            return open;
        } catch (IOException e) {
            closeQuietly(open);
            deleteQuietly(path);
            throw e;
        }
    }

    private Entry lookedAt() throws IOException {
        Entry entry = Entry.at(path);
        if (entry == null || !entry.isFile() || entry.links() != 1 || !isMadeHere(entry)) {
            throw new FileSystemException(path.toString(), null, "another program took its place");
        }
        return entry;
    }

    /** Whether this file belongs to this person, or to the folder's owner where root gives files away or the mount knows only one owner. */
    private boolean isMadeHere(Entry entry) throws IOException {
        if (entry.isMine()) {
            return true;
        }
        Path parent = path.getParent();
        Entry folder = parent == null ? null : Entry.behind(parent);
        return folder != null && folder.owner() == entry.owner();
    }

    private void forget() {
        closeChannel();
        made = null;
    }

    private void closeChannel() {
        if (channel != null) {
            closeQuietly(channel);
            channel = null;
        }
    }

    /**
     * Renames a file over another.
     *
     * @param what the file that is renamed; used to find out whether a rename that reported an error was done after all
     */
    static void rename(Path from, Path to, Entry what) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AccessDeniedException e) {
                // On Windows, a reader or a virus scanner that briefly has the file open blocks the rename.
                if (!isWindows(from) || attempt == RENAME_ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            } catch (IOException e) {
                if (isSurelyAt(to, what)) {
                    return;
                }
                throw e;
            }
        }
    }

    private static boolean isSurelyAt(Path path, Entry what) {
        try {
            Entry now = Entry.at(path);
            return now != null && what.key() != null && what.key().equals(now.key());
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes what is at the path (a link itself, not its target); returns whether there was anything. */
    static boolean delete(Path file) throws IOException {
        // Check first: on a read-only file system, even deleting a missing file fails.
        if (!Entry.isAt(file)) {
            return false;
        }
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            if (isSurelyAbsent(file)) {
                return true;
            }
            throw e;
        }
    }

    private static boolean isSurelyAbsent(Path file) {
        try {
            return !Entry.isAt(file);
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes what is at the path, ignoring failures. */
    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return;
        }
    }

    /** Closes the channel, ignoring failures: the descriptor is released either way, and forced data is on disk. */
    static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return;
        }
    }

    /** Whether open files cannot be renamed or replaced, as on Windows. */
    static boolean isWindows(Path path) {
        return path.getFileSystem().getSeparator().equals("\\");
    }

    /** Replaces the whole content of the file; it is on disk when this method returns. */
    static void fill(FileChannel channel, ByteBuffer content) throws IOException {
        int length = content.remaining();
        writeAll(channel, content);
        channel.truncate(length);
        channel.force(true);
    }

    private static void writeAll(FileChannel channel, ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            channel.write(content);
        }
    }

    /**
     * Syncs the folder of this file, which makes files created, renamed or deleted in it durable. Windows and some network file systems
     * cannot sync a folder; there, syncing the files themselves is the best we can do. A failure is therefore not an error, but it is
     * retried once.
     */
    static void syncFolderOf(Path file) {
        Path folder = file.getParent();
        if (folder != null && !trySync(folder) && !isWindows(folder)) {
            trySync(folder);
        }
    }

    private static boolean trySync(Path folder) {
        try {
            FileIo.run(() -> {
                FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ);
                try {
                    channel.force(true);
                } finally {
                    closeQuietly(channel);
                }
            });
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.latchkey.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The file operations that {@link BesideFile} and {@link PrivateFiles} are built from. Each one succeeds, fails, or turns out to have
 * succeeded although the system reported an error.
 */
final class DurableFile {
    private static final Set<OpenOption> OPEN =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    private static final int LAST_ATTEMPT = 50;
    private static final long RETRY_NANOS = 20_000_000;

    private DurableFile() {}

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
                if (!isWindows(from) || attempt == LAST_ATTEMPT) {
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

    /**
     * Copies a regular file to a path where there is nothing. Only its owner can access the copy, which is on disk when this method
     * returns.
     */
    static void copy(Path source, Path target) throws IOException {
        DocumentReader.refuseWhatIsNoFile(source);
        ByteBuffer content = DocumentReader.bytes(source);
        FileChannel channel = create(target);
        try {
            fill(channel, content);
        } catch (IOException e) {
            deleteQuietly(target);
            throw e;
        } finally {
            closeQuietly(channel);
        }
        syncFolderOf(target);
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

    /**
     * Opens the file for reading and writing, because opening a pipe only for writing blocks until there is a reader. A file that is
     * created can be accessed only by its owner from the moment it exists.
     */
    static FileChannel openOrCreate(Path file) throws IOException {
        try {
            return FileChannel.open(file, OPEN);
        } catch (NoSuchFileException e) {
            try {
                return create(file);
            } catch (FileAlreadyExistsException made) {
                return FileChannel.open(file, OPEN); // Another process created it first.
            }
        }
    }

    /** Creates a file that does not exist yet. Only its owner can access it from the moment it exists. */
    static FileChannel create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, OwnerOnly.file(file.getFileSystem()));
        try {
            OwnerOnly.apply(file, OwnerOnly.FILE_MODE);
            OwnerOnly.giveToOwnerOfFolder(file);
            return channel;
        } catch (IOException e) {
            closeQuietly(channel);
            deleteQuietly(file);
            throw e;
        }
    }

    /** Syncs the folder of this file, which makes files created, renamed or deleted in it durable. */
    static void syncFolderOf(Path file) {
        Path folder = file.getParent();
        if (folder != null) {
            syncFolder(folder);
        }
    }

    /**
     * Syncs a folder, which makes files created, renamed or deleted in it durable. Windows and some network file systems cannot sync a
     * folder; there, syncing the files themselves is the best we can do. A failure is therefore not an error, but it is retried once.
     */
    static void syncFolder(Path folder) {
        try {
            sync(folder);
        } catch (IOException e) {
            if (!isWindows(folder)) {
                syncQuietly(folder);
            }
        }
    }

    private static void syncQuietly(Path folder) {
        try {
            sync(folder);
        } catch (IOException e) {
            return;
        }
    }

    private static void sync(Path folder) throws IOException {
        Uninterrupted.run(() -> {
            FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ);
            try {
                channel.force(true);
            } finally {
                closeQuietly(channel);
            }
        });
    }

    static void writeAll(FileChannel channel, ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            channel.write(content);
        }
    }
}

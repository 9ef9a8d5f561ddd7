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
 * The steps of which {@link BesideFile} and {@link PrivateFiles} are made: each is done, not done, or found out to be done although the
 * system said that it failed.
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
     * Puts a file in another's place.
     *
     * @param what what it is, by which it is told whether a rename that failed was done all the same
     */
    static void rename(Path from, Path to, Entry what) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AccessDeniedException e) {
                // On Windows a reader, or a virus scanner, that has the file open for a moment is in the way.
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

    /** Copies a regular file to where nothing is; the copy is its owner's alone, on the disk when this returns. */
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

    /** Deletes what is there, a link itself and not what it points to; answers whether there was anything. */
    static boolean delete(Path file) throws IOException {
        // Looked at first: where nothing can be written, deleting nothing fails as well.
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

    /** Deletes what is there, if that can be done. */
    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return;
        }
    }

    /** Closes it; the descriptor is gone in any case, and what was forced to the disk is there. */
    static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return;
        }
    }

    /** Where a file that is open cannot be renamed or replaced. */
    static boolean isWindows(Path path) {
        return path.getFileSystem().getSeparator().equals("\\");
    }

    /** Makes this the whole content of the file, on the disk when this returns. */
    static void fill(FileChannel channel, ByteBuffer content) throws IOException {
        int length = content.remaining();
        writeAll(channel, content);
        channel.truncate(length);
        channel.force(true);
    }

    /**
     * Opens for reading and writing, since opening a pipe for writing alone waits for a reader. A file that is made is its
     * owner's alone from the moment it exists.
     */
    static FileChannel openOrCreate(Path file) throws IOException {
        try {
            return FileChannel.open(file, OPEN);
        } catch (NoSuchFileException e) {
            try {
                return create(file);
            } catch (FileAlreadyExistsException made) {
                return FileChannel.open(file, OPEN); // Another process was faster.
            }
        }
    }

    /** Makes a file where there is none, its owner's alone from the moment it exists. */
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

    /** Makes durable what was made, renamed or deleted in the folder of this file. */
    static void syncFolderOf(Path file) {
        Path folder = file.getParent();
        if (folder != null) {
            syncFolder(folder);
        }
    }

    /**
     * Makes durable what was made, renamed or deleted in a folder. Windows and some network file systems cannot sync a
     * folder; there the file itself is synced, and that is all that can be had. So a failure is no error, but it is tried twice.
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

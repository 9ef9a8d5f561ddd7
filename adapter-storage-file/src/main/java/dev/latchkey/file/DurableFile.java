package dev.latchkey.file;

import java.io.File;
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
 * Writes so that a file is the old one or the new one, whole, whenever the process or the machine dies: beside, sync,
 * rename, sync the folder.
 */
final class DurableFile {
    private static final Set<OpenOption> OPEN =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    private static final int CHUNK = 1 << 16;
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int LAST_ATTEMPT = 50;
    private static final long RETRY_NANOS = 20_000_000;

    private DurableFile() {}

    /** Makes the file anew, with room for so many bytes: zeros, on the disk when this returns. */
    static void reserve(Path file, long bytes) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel = create(file)) {
            for (long left = bytes; left > 0; left -= CHUNK) {
                writeAll(channel, ByteBuffer.allocate((int) Math.min(CHUNK, left)));
            }
            channel.force(true);
        } catch (IOException e) {
            deleteQuietly(file);
            throw e;
        }
    }

    /** Replaces the target by a file with this content, which is written to {@code beside}, in the same folder, first. */
    static void replace(Path target, Path beside, byte[] content) throws IOException {
        try (FileChannel channel = openOrCreate(beside)) {
            fill(channel, ByteBuffer.wrap(content));
        }
        rename(beside, target);
        syncFolderOf(target);
    }

    private static void rename(Path from, Path to) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AccessDeniedException e) {
                // On Windows a reader, or a virus scanner, that has the file open for a moment is in the way.
                if (!WINDOWS || attempt == LAST_ATTEMPT) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** Copies a regular file into one that is its owner's alone, on the disk when this returns. */
    static void copy(Path source, Path target) throws IOException {
        DocumentReader.refuseWhatIsNoFile(source);
        ByteBuffer content = DocumentReader.bytes(source);
        try (FileChannel channel = openOrCreate(target)) {
            fill(channel, content);
        }
        syncFolderOf(target);
    }

    /** Deletes what is there, a link itself and not what it points to; answers whether there was anything. */
    static boolean delete(Path file) throws IOException {
        // Looked at first: where nothing can be written, deleting nothing fails as well.
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(file);
    }

    /** Deletes what is there, if that can be done. */
    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return;
        }
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

    private static FileChannel create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, OwnerOnly.file(file.getFileSystem()));
        try {
            OwnerOnly.apply(file, OwnerOnly.FILE_MODE);
            return channel;
        } catch (IOException e) {
            channel.close();
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
     * folder; there the file itself is synced, and that is all that can be had.
     */
    static void syncFolder(Path folder) {
        try {
            Uninterrupted.run(() -> {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            });
        } catch (IOException e) {
            return;
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            channel.write(content);
        }
    }
}

package dev.latchkey.keyring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A small file that is replaced whole or not at all, readable by its owner alone from the moment it exists. */
final class AtomicFile {
    private static final int LONGEST = 64 * 1024;

    private AtomicFile() {}

    /** Its text; empty if there is no such file. */
    static String read(Path path) throws IOException {
        return Uninterrupted.call(() -> {
            try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            } catch (NoSuchFileException e) {
                return "";
            }
        });
    }

    static void replace(Path path, String text) throws IOException {
        Path folder = path.getParent();
        if (folder == null) {
            throw new IOException("no folder to write in");
        }
        Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
        Path temporary = folder.resolve(path.getFileName() + ".tmp");
        Uninterrupted.call(() -> {
            // One name is enough: writers hold a lock, and what a crashed one left is overwritten here.
            Files.deleteIfExists(temporary);
            writeDurably(temporary, text);
            return Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        });
        syncFolder(folder);
    }

    static void delete(Path path) throws IOException {
        Path folder = path.getParent();
        if (Files.deleteIfExists(path) && folder != null) {
            syncFolder(folder);
        }
    }

    private static void writeDurably(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        Set<StandardOpenOption> mode = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, mode, ownerOnly(file, "rw-------"))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Makes a name durable, where a folder can be synced: not on Windows. */
    private static void syncFolder(Path folder) throws IOException {
        if (isPosix(folder)) {
            Uninterrupted.call(() -> {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
                return true;
            });
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        if (!isPosix(path)) {
            // A user's own folders on Windows are closed to others, and the file holds no secret.
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}

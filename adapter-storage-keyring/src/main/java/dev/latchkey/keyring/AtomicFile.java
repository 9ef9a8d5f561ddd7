package dev.latchkey.keyring;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Replaces a small file whole or not at all, readable by its owner alone from the moment it exists. */
final class AtomicFile {
    private AtomicFile() {}

    static void replace(Path path, String text) throws IOException {
        Path folder = path.getParent();
        if (folder == null) {
            throw new IOException("no folder to write in");
        }
        Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
        Path temporary = folder.resolve(path.getFileName() + ".tmp");
        // One name is enough: writers hold a lock, and what a crashed one left is overwritten here.
        Files.deleteIfExists(temporary);
        writeDurably(temporary, text);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(folder);
    }

    private static void writeDurably(Path file, String text) throws IOException {
        Files.createFile(file, ownerOnly(file, "rw-------"));
        // Not a channel: an interrupt would close it in the midst of writing.
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
    }

    /** Makes the new name durable, where a folder can be synced: not on Windows. */
    private static void syncFolder(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
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

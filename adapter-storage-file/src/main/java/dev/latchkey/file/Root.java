package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root folder of sessions, as a real path. We do not manage the folders above it, except the home if the root is below it.
 *
 * @param folders the home, if the root is below it, and the root
 * @param ours the ownership rules
 */
record Root(List<Path> folders, Ours ours) {
    /** Write permission for the group and for everyone. */
    private static final int SHARED_WRITE = 0022;

    Path path() {
        return folders.get(folders.size() - 1);
    }

    /** Checks that the root exists and is safe to use. */
    void look() throws IOException {
        for (Path folder : folders) {
            Entry entry = Entry.behind(folder);
            if (entry == null) {
                throw new NoSuchFileException(folder.toString());
            }
            refuse(folder, entry);
        }
    }

    /**
     * Creates what is missing and removes other people's write permission. Read permission stays, because the folder may contain files that
     * are not ours.
     */
    void make() throws IOException {
        for (Path folder : folders) {
            Entry entry = Entry.behind(folder);
            if (entry == null) {
                NewFolder.makeWithParents(folder, ours);
            } else {
                refuse(folder, entry);
                narrow(folder, entry);
            }
        }
    }

    private void refuse(Path folder, Entry entry) throws IOException {
        if (!entry.isFolder()) {
            throw new NotDirectoryException(folder.toString());
        }
        ours.refuseUnsafeFolder(folder, entry);
    }

    private void narrow(Path folder, Entry entry) throws IOException {
        // With the sticky bit it is deliberately a folder for everyone, such as /tmp.
        if (!ours.unsafe() && entry.allows(SHARED_WRITE) && !entry.allows(01000) && Person.owns(folder, entry)) {
            OwnerOnly.setMode(folder, entry.mode() & ~SHARED_WRITE);
        }
    }

    /**
     * Resolves the links in a root once, so that every link below it can be refused: the real path of the part that exists, followed by the rest unchanged. A folder that may not be entered is left as it is;
     * each use of it will fail with a clear message.
     *
     * @throws dev.latchkey.error.StorageException if it cannot be determined what exists
     */
    static Path real(Path root) {
        Path absolute = root.toAbsolutePath();
        @Nullable Path existing = absolute;
        while (existing != null) {
            try {
                return resolved(existing).resolve(existing.relativize(absolute)).normalize();
            } catch (NoSuchFileException | AccessDeniedException e) {
                existing = existing.getParent();
            } catch (IOException e) {
                throw StorageFailure.reading(absolute.toString(), e);
            }
        }
        return absolute.normalize();
    }

    /** Tries twice: a transient error is no reason to fail before anything has begun. */
    private static Path resolved(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            return path.toRealPath();
        }
    }
}

package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

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
}

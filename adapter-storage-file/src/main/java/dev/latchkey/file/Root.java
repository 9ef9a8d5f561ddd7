package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the folders of sessions begin: a real path. What is above is not ours, except the home, if the root lies in it.
 *
 * @param folders the home, if the root lies in it, and the root
 * @param ours what must belong to this person
 */
record Root(List<Path> folders, Ours ours) {
    /** What a group and everyone may write. */
    private static final int SHARED_WRITE = 0022;

    Path path() {
        return folders.get(folders.size() - 1);
    }

    /** Looks whether it is there, and ours. */
    void look() throws IOException {
        for (Path folder : folders) {
            Entry entry = Entry.behind(folder);
            if (entry == null) {
                throw new NoSuchFileException(folder.toString());
            }
            refuse(folder, entry);
        }
    }

    /** Makes what is missing, and takes from others the right to write. Who may read it stays: it may hold what is not ours. */
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
        // With the sticky bit it is a folder for all, such as /tmp, and meant to be one.
        if (!ours.unsafe() && entry.allows(SHARED_WRITE) && !entry.allows(01000) && Person.owns(folder, entry)) {
            OwnerOnly.setMode(folder, entry.mode() & ~SHARED_WRITE);
        }
    }
}

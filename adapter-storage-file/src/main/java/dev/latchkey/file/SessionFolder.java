package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder at or below a root. Below the root, every step must be a real folder: symbolic links are refused, so that nobody can trick us
 * into writing tokens elsewhere.
 *
 * @param root the root it starts from
 * @param steps the folders from the root to this one
 */
record SessionFolder(Root root, List<Step> steps) {
    /**
     * One folder below another.
     *
     * @param folder its name on disk
     * @param name what it stands for
     */
    record Step(String folder, String name) {
        static Step of(NameCodec codec, String name) {
            return new Step(codec.encode(name), name);
        }
    }

    SessionFolder(Root root, Step... steps) {
        this(root, List.of(steps));
    }

    /** The path, whether or not it exists. */
    Path path() {
        Path path = root.path();
        for (Step step : steps) {
            path = path.resolve(step.folder());
        }
        return path;
    }

    /**
     * Returns the path after checking every step. Checking each step is cheaper than asking for the real path.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws FileSystemException if a link or something else is in the way, or another person owns a folder
     */
    Path existing() throws IOException {
        root.look();
        Path path = root.path();
        for (Step step : steps) {
            path = path.resolve(step.folder());
            Entry entry = Entry.at(path);
            if (entry == null) {
                throw new NoSuchFileException(path.toString());
            }
            refuse(path, entry);
        }
        return path;
    }

    /** Creates missing folders, restricts all of them to this user, and returns the path. */
    Path make() throws IOException {
        root.make();
        Path path = root.path();
        for (Step step : steps) {
            path = path.resolve(step.folder());
            makeOne(path);
            LongNames.keep(path, step);
        }
        return path;
    }

    private void makeOne(Path folder) throws IOException {
        Entry entry = Entry.at(folder);
        if (entry == null) {
            NewFolder.make(folder, root.ours());
            return;
        }
        refuse(folder, entry);
        narrow(folder, entry);
    }

    /** Ignores a folder that we may use but not change: its documents are restricted to this user anyway. */
    private static void narrow(Path folder, Entry entry) {
        try {
            if (OwnerOnly.isWider(entry)) {
                OwnerOnly.apply(folder, OwnerOnly.FOLDER_MODE);
            }
        } catch (IOException e) {
            return;
        }
    }

    private void refuse(Path folder, Entry entry) throws IOException {
        if (entry.kind() == Entry.Kind.LINK || entry.kind() == Entry.Kind.OTHER && isWindows(folder)) {
            throw new FileSystemException(folder.toString(), null, "it is a symbolic link, which is not followed");
        }
        if (!entry.isFolder()) {
            throw new NotDirectoryException(folder.toString());
        }
        root.ours().refuseUnsafeFolder(folder, entry);
    }

    /** On Windows, a junction is neither a folder nor a link. */
    private static boolean isWindows(Path folder) {
        return DurableFile.isWindows(folder);
    }
}

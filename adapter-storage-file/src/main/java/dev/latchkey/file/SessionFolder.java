package dev.latchkey.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder at or below a root. The root is a real path and trusted; below it every step must be a real folder: a symbolic
 * link there is refused, so that nobody leads us to write tokens elsewhere.
 *
 * @param root a real path
 * @param steps the folders from the root to this one
 */
record SessionFolder(Path root, List<Step> steps) {
    /**
     * A folder in a folder.
     *
     * @param folder its name on disk
     * @param name what it stands for
     */
    record Step(String folder, String name) {
        static Step of(NameCodec codec, String name) {
            return new Step(codec.encode(name), name);
        }
    }

    SessionFolder(Path root, Step... steps) {
        this(root, List.of(steps));
    }

    /** Where it is or would be. */
    Path path() {
        Path path = root;
        for (Step step : steps) {
            path = path.resolve(step.folder());
        }
        return path;
    }

    /**
     * Where it is, after a look at every step. A look at each is cheaper than asking for the real path.
     *
     * @throws NoSuchFileException if there is none
     * @throws FileSystemException if a link or something else is in the way
     */
    Path existing() throws IOException {
        try {
            if (steps.isEmpty()) {
                refuseRootThatIsNoFolder();
            }
            return lookedAt();
        } catch (FileSystemException e) {
            // To ask for a folder in what is none says "not a folder" on one JDK and "no such file" on another.
            refuseRootThatIsNoFolder();
            throw e;
        }
    }

    private Path lookedAt() throws IOException {
        Path path = root;
        for (Step step : steps) {
            path = path.resolve(step.folder());
            refuseWhatIsNoFolder(path, Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS));
        }
        return path;
    }

    private void refuseRootThatIsNoFolder() throws IOException {
        if (!Files.readAttributes(root, BasicFileAttributes.class).isDirectory()) {
            throw new NotDirectoryException(root.toString());
        }
    }

    /** Makes what is missing, this user's alone, and makes what is there this user's alone; answers where it is. */
    Path make() throws IOException {
        makeRoot(root);
        Path path = root;
        for (Step step : steps) {
            path = path.resolve(step.folder());
            makeOne(path);
            LongNames.keep(path, step);
        }
        narrow();
        return path;
    }

    private static void makeRoot(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            return;
        }
        Path parent = root.getParent();
        if (parent != null) {
            makeRoot(parent);
        }
        makeOne(root);
    }

    private static void makeOne(Path folder) throws IOException {
        BasicFileAttributes attributes = attributes(folder);
        if (attributes != null) {
            refuseWhatIsNoFolder(folder, attributes);
            return;
        }
        try {
            Files.createDirectory(folder, OwnerOnly.folder(folder.getFileSystem()));
        } catch (FileAlreadyExistsException e) {
            return; // Another process was faster.
        }
        OwnerOnly.apply(folder, OwnerOnly.FOLDER_MODE);
        Path parent = folder.getParent();
        if (parent != null) {
            DurableFile.syncFolder(parent);
        }
    }

    /** The root stays as it is: it may hold what is not ours. */
    private void narrow() {
        Path path = root;
        for (Step step : steps) {
            path = path.resolve(step.folder());
            narrow(path);
        }
    }

    /** Fails quietly for somebody else's folder, which we may only use: the documents in it are this user's alone. */
    private static void narrow(Path folder) {
        try {
            if (OwnerOnly.isWider(folder)) {
                OwnerOnly.apply(folder, OwnerOnly.FOLDER_MODE);
            }
        } catch (IOException e) {
            return;
        }
    }

    private static void refuseWhatIsNoFolder(Path folder, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink() || attributes.isOther()) { // A junction on Windows is "other".
            throw new FileSystemException(folder.toString(), null, "it is a symbolic link, which is not followed");
        }
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    /** Of the thing itself, also if it is a link; null if there is nothing. */
    static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}

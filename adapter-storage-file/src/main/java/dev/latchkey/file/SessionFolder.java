package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
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
     * The real path of this folder, as the system spells it.
     *
     * @throws NoSuchFileException if there is none
     * @throws FileSystemException if a link or something else is in the way
     */
    Path real() throws IOException {
        Path path = path();
        Path real = real(path);
        if (real == null || !real.equals(path)) {
            // A link, nothing there, or only another spelling on a file system that ignores case.
            refuseWhatIsNoFolder();
        }
        if (real == null) {
            throw new NoSuchFileException(path.toString());
        }
        return real;
    }

    /** Makes what is missing, this user's alone, and makes what is there this user's alone; answers the real path. */
    Path make() throws IOException {
        makeRoot(root);
        Path path = root;
        for (Step step : steps) {
            path = path.resolve(step.folder());
            makeOne(path);
            LongNames.keep(path, step);
        }
        Path real = real();
        narrow();
        return real;
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
        for (Path folder : chain()) {
            try {
                if (OwnerOnly.isWider(folder)) {
                    OwnerOnly.apply(folder, OwnerOnly.FOLDER_MODE);
                }
            } catch (IOException e) {
                // Somebody else's folder, which we may only use. The documents in it are this user's alone all the
                // same.
                continue;
            }
        }
    }

    private static @Nullable Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void refuseWhatIsNoFolder() throws IOException {
        for (Path folder : chain()) {
            BasicFileAttributes attributes = attributes(folder);
            if (attributes == null) {
                return;
            }
            refuseWhatIsNoFolder(folder, attributes);
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

    private List<Path> chain() {
        List<Path> chain = new ArrayList<>();
        Path path = root;
        for (Step step : steps) {
            path = path.resolve(step.folder());
            chain.add(path);
        }
        return chain;
    }

    /** Of the thing itself, also if it is a link; null if there is nothing. */
    static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}

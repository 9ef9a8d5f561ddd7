package dev.latchkey.file;

import dev.latchkey.file.Ours.OwnerOnly;
import dev.latchkey.file.StorageFailure.ForeignDocumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A root folder of sessions, or a folder below it. Roots are real paths, and we do not manage the folders above them. Below the root, every
 * step must be a real folder: symbolic links are refused, because one could redirect tokens to another place.
 *
 * @param roots the home, if the root is below it, and the root
 * @param steps the folders from the root to this one
 * @param ours the ownership rules
 */
record SessionFolder(List<Path> roots, List<Step> steps, Ours ours) {
    /** Contains the name that a folder stands for, if it is too long for the folder's own name, whose hash shows whether it is complete. */
    static final String NAME_FILE = ".name";

    /** Write permission for the group and for everyone. */
    private static final int SHARED_WRITE = 0022;

    /** All permission bits of a mode, without the file type. */
    private static final int PERMISSIONS = 07777;

    /**
     * One folder below another.
     *
     * @param folder its name on disk
     * @param name what it stands for
     */
    record Step(String folder, String name) {}

    /** The folder below this one that stands for the name. */
    SessionFolder below(NameCodec codec, String name) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(codec.encode(name), name));
        return new SessionFolder(roots, longer, ours);
    }

    /** The path, whether or not it exists. */
    Path path() {
        Path path = root();
        for (Step step : steps) {
            path = path.resolve(step.folder());
        }
        return path;
    }

    /** The path as text, even if the system cannot represent that path. */
    String location() {
        String separator = root().getFileSystem().getSeparator();
        StringBuilder text = new StringBuilder(root().toString());
        for (Step step : steps) {
            text.append(separator).append(step.folder());
        }
        return text.toString();
    }

    /**
     * Returns the path after checking every step. Checking each step is cheaper than asking for the real path.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws FileSystemException if a link or something else is in the way, or another person owns a folder
     */
    Path existing() throws IOException {
        for (Path root : roots) {
            refuse(root, Entry.behind(root));
        }
        Path path = root();
        for (Step step : steps) {
            path = path.resolve(step.folder());
            refuse(path, Entry.at(path));
        }
        return path;
    }

    /**
     * Creates missing folders and returns the path. Removes other people's write permission from the roots, which keep their read permission
     * because they may contain files that are not ours, and restricts the steps to this user.
     */
    Path make() throws IOException {
        for (Path root : roots) {
            Entry entry = Entry.behind(root);
            if (entry == null) {
                ours.makeFolders(root);
            } else {
                refuse(root, entry);
                narrowRoot(entry);
            }
        }
        Path path = root();
        for (Step step : steps) {
            path = path.resolve(step.folder());
            Entry entry = Entry.at(path);
            if (entry == null) {
                ours.makeFolder(path);
            } else {
                refuse(path, entry);
                narrow(entry);
            }
            keepName(path, step);
        }
        return path;
    }

    private Path root() {
        return roots.get(roots.size() - 1);
    }

    private void refuse(Path folder, @Nullable Entry entry) throws IOException {
        if (entry == null) {
            throw new NoSuchFileException(folder.toString());
        }
        // On Windows, a junction is neither a folder nor a link.
        if (entry.kind() == Entry.Kind.LINK || entry.kind() == Entry.Kind.OTHER && DurableFile.isWindows(folder)) {
            throw new FileSystemException(folder.toString(), null, "it is a symbolic link, which is not followed");
        }
        if (!entry.isFolder()) {
            throw new NotDirectoryException(folder.toString());
        }
        ours.refuseUnsafeFolder(entry);
    }

    private void narrowRoot(Entry root) throws IOException {
        if (!ours.unsafe() && root.allows(SHARED_WRITE) && !root.allows(Ours.STICKY) && root.isMine()) {
            Files.setAttribute(root.path(), "unix:mode", root.mode() & PERMISSIONS & ~SHARED_WRITE);
        }
    }

    /** Ignores a folder that we may use but not change: its documents are restricted to this user anyway. */
    private static void narrow(Entry folder) {
        try {
            if (folder.isOpenToOthers()) {
                OwnerOnly.apply(folder.path(), OwnerOnly.FOLDER_MODE);
            }
        } catch (IOException e) {
            return;
        }
    }

    /**
     * Stores a name that is too long for the folder's own name. The file is written in place: its text depends only on the name, so
     * concurrent writers write the same text.
     */
    private static void keepName(Path folder, Step step) throws IOException {
        if (NameCodec.isHashed(step.folder()) && !keptName(folder).equals(Optional.of(step.name()))) {
            Path file = folder.resolve(NAME_FILE);
            byte[] text = NameCodec.ESCAPED.escape(step.name()).getBytes(StandardCharsets.US_ASCII);
            FileIo.run(() -> {
                FileIo.refuseWhatIsNoFile(file);
                try (FileChannel channel = OwnerOnly.openOrCreateFile(file)) {
                    DurableFile.fill(channel, ByteBuffer.wrap(text));
                }
            });
        }
    }

    /**
     * Reads the name that the folder's own name is too short for; empty if there is none or the text is not one of ours. The caller must
     * check that it belongs to the folder.
     */
    static Optional<String> keptName(Path folder) throws IOException {
        try {
            return FileIo.read(folder.resolve(NAME_FILE), Ours.UNCHECKED).flatMap(NameCodec::unescape);
        } catch (ForeignDocumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Resolves the links in a root once, so that every link below it can be refused: the real path of the part that exists, followed by the
     * rest unchanged. A folder that may not be entered is left as it is; each use of it will fail with a clear message.
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

package dev.latchkey.file;

import dev.latchkey.file.Ours.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves a document that is in the way, whatever it is, to a place where no session is looked for. */
final class SetAside {
    private SetAside() {}

    /** Moves the document and returns its new path; empty if there was none. */
    static Optional<Path> move(FileLayout.Paths paths) throws IOException {
        Path document;
        try {
            document = paths.folder().existing().resolve(paths.document());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Entry.isAt(document) ? move(document, paths.aside().make()) : Optional.empty();
    }

    /** Moves what is at the path (a link itself, not its target) into this folder under an unused name. */
    static Optional<Path> move(Path file, Path folder) throws IOException {
        @Nullable Entry what = Entry.at(file);
        if (what == null) {
            return Optional.empty();
        }
        Path target = freeName(folder, file.getFileName().toString());
        try {
            DurableFile.rename(file, target, what);
        } catch (AtomicMoveNotSupportedException e) {
            moveToAnotherFileSystem(file, target);
        }
        narrow(target, what);
        DurableFile.syncFolderOf(target);
        DurableFile.syncFolderOf(file);
        return Optional.of(target);
    }

    /** Copies first and deletes the original only afterwards. */
    private static void moveToAnotherFileSystem(Path file, Path target) throws IOException {
        FileIo.refuseWhatIsNoFile(file);
        ByteBuffer content = FileIo.bytes(file);
        Path beside = target.resolveSibling(target.getFileName() + ".new");
        PrivateFiles.replace(target, beside, Arrays.copyOf(content.array(), content.limit()));
        try {
            DurableFile.delete(file);
        } catch (IOException e) {
            if (Entry.isAt(file)) { // Otherwise the copy may be all that is left.
                DurableFile.deleteQuietly(target);
            }
            throw e;
        }
    }

    /**
     * A file that another program wrote may be open to others, and its tokens may still be valid. A link stays as it is, because its target
     * is not ours. Failures are ignored for files of another user: the folder that now contains the file is restricted to this user.
     */
    private static void narrow(Path target, Entry what) {
        try {
            if (what.isFile() || what.isFolder()) {
                OwnerOnly.apply(target, what.isFile() ? OwnerOnly.FILE_MODE : OwnerOnly.FOLDER_MODE);
            }
        } catch (IOException e) {
            return;
        }
    }

    private static Path freeName(Path folder, String file) throws IOException {
        int number = 1;
        Path name = folder.resolve(file + ".aside");
        while (Entry.isAt(name)) {
            number++;
            name = folder.resolve(file + ".aside-" + number);
        }
        return name;
    }
}

package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves a document that is in the way to where no session looks, whatever it is. */
final class SetAside {
    private SetAside() {}

    /** Where the document is now; empty if there was none. */
    static Optional<Path> move(Place place) throws IOException {
        Path document;
        try {
            document = place.folder().existing().resolve(place.document());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Entry.isAt(document) ? move(document, place.aside().make()) : Optional.empty();
    }

    /** Moves what is there, a link itself and not what it leads to, into this folder, under a name that is free. */
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

    /** There first, and only then no longer here. */
    private static void moveToAnotherFileSystem(Path file, Path target) throws IOException {
        Uninterrupted.run(() -> {
            DurableFile.deleteQuietly(target); // An interrupt may have stopped the copy.
            DurableFile.copy(file, target);
        });
        try {
            DurableFile.delete(file);
        } catch (IOException e) {
            if (Entry.isAt(file)) { // Else the copy may be all that there is.
                DurableFile.deleteQuietly(target);
            }
            throw e;
        }
    }

    /**
     * What another program wrote may be open to others, and its tokens may still be good. A link stays as it is: its target is
     * not ours. Fails quietly for what belongs to another user; the folder that it is in now is this user's alone.
     */
    private static void narrow(Path target, Entry what) {
        try {
            if (what.isFile()) {
                OwnerOnly.apply(target, OwnerOnly.FILE_MODE);
            } else if (what.isFolder()) {
                OwnerOnly.apply(target, OwnerOnly.FOLDER_MODE);
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

package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

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
        if (!Files.exists(document, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Path target = freeName(place.aside().make(), place.document());
        move(document, target);
        narrow(target);
        DurableFile.syncFolderOf(target);
        DurableFile.syncFolderOf(document);
        return Optional.of(target);
    }

    private static void move(Path document, Path target) throws IOException {
        try {
            Files.move(document, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // Another file system: there first, and only then no longer here.
            Uninterrupted.run(() -> DurableFile.copy(document, target));
            Files.delete(document);
        }
    }

    /**
     * What another program wrote may be open to others, and its tokens may still be good. A link stays as it is: its target is
     * not ours. Fails quietly for what belongs to another user; the folder that it is in now is this user's alone.
     */
    private static void narrow(Path target) {
        try {
            if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
                OwnerOnly.apply(target, OwnerOnly.FILE_MODE);
            } else if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                OwnerOnly.apply(target, OwnerOnly.FOLDER_MODE);
            }
        } catch (IOException e) {
            return;
        }
    }

    private static Path freeName(Path folder, String document) {
        int number = 1;
        Path name = folder.resolve(document + ".aside");
        while (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
            number++;
            name = folder.resolve(document + ".aside-" + number);
        }
        return name;
    }
}

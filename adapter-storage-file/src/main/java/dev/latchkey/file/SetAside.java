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

package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a save replaces. Programs that do not lock, such as Bitfount's Python client, may change it after the save was prepared; so what was
 * there then is held against what is there now.
 *
 * @param document the document's bytes, or what a look at it tells if it cannot be read; empty if there is none
 * @param ending the same of the mark of a begun logout
 */
record Replaced(Optional<?> document, Optional<?> ending) {
    /** What is there now. */
    static Replaced now(Place place) throws IOException {
        return new Replaced(look(place.documentPath()), look(place.endingPath()));
    }

    private static Optional<?> look(Path file) throws IOException {
        Entry entry = Entry.at(file);
        if (entry == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(entry.isFile() ? Uninterrupted.call(() -> DocumentReader.bytes(file)) : entry);
        } catch (AccessDeniedException | ForeignDocumentException e) {
            return Optional.of(entry);
        }
    }
}

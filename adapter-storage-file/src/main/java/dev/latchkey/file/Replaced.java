package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a save replaces. Programs that do not lock, such as Bitfount's Python client, may change the files after the save was prepared, so
 * their state at that time is compared with the state now.
 *
 * @param document the document's bytes, or its attributes if it cannot be read; empty if there is none
 * @param ending the same for the mark of a logout that has begun
 */
record Replaced(Optional<?> document, Optional<?> ending) {
    /** The current state. */
    static Replaced now(DocumentPaths paths) throws IOException {
        return new Replaced(look(paths.documentPath()), look(paths.endingPath()));
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

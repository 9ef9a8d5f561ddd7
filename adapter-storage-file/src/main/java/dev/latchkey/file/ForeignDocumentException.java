package dev.latchkey.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file that could be read, but that no store has written. */
final class ForeignDocumentException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    ForeignDocumentException(Path file, String why) {
        super(file.toString(), null, why);
    }
}

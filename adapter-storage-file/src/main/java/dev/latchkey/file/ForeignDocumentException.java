package dev.latchkey.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file was read, but no store has written it. */
final class ForeignDocumentException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    ForeignDocumentException(Path file, String why) {
        super(file.toString(), null, why);
    }
}

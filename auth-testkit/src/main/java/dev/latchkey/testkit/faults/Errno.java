package dev.latchkey.testkit.faults;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Why an operation fails. */
public enum Errno {
    /** A failing disk or network. */
    EIO("Input/output error"),
    /** A full disk. */
    ENOSPC("No space left on device"),
    /** No permission. */
    EACCES("Permission denied");

    private final String text;

    Errno(String text) {
        this.text = text;
    }

    /** The exception that the JDK throws for this operation. */
    IOException exception(Operation operation) {
        if (operation.kind().isOfChannel()) {
            return new IOException(text);
        }
        return this == EACCES
                ? new AccessDeniedException(operation.path())
                : new FileSystemException(operation.path(), null, text);
    }
}

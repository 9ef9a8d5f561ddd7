package dev.latchkey.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A folder or a file that another person owns or can change. */
final class UnsafePlaceException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    /** @param advice what to do about it, without a full stop */
    UnsafePlaceException(Path path, String why, String advice) {
        super(path.toString(), null, why);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}

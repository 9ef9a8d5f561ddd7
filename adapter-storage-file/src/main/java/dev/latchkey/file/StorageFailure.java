package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.DisplayText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Builds the exceptions for storage failures: what failed, where, why, and what to do about it. */
final class StorageFailure {
    private static final int LONGEST_LOCATION = 4096;
    private static final String LOOK = "Check the file and its folder.";

    private StorageFailure() {}

    /** A file was read, but no store has written it. */
    static final class ForeignDocumentException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        ForeignDocumentException(Path file, String why) {
            super(file.toString(), null, why);
        }
    }

    /** A folder or a file that another person owns or can change. */
    static final class UnsafePlaceException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        private final String advice;

        /** @param advice what to do about it: sentences, or a command at the end */
        UnsafePlaceException(Path path, String why, String advice) {
            super(path.toString(), null, why);
            this.advice = advice;
        }
    }

    /** A read failed. */
    static StorageException reading(String location, IOException cause) {
        boolean foreign = cause instanceof ForeignDocumentException;
        String advice = foreign
                ? "Log in again to have it set aside, or move it away."
                : cause instanceof AccessDeniedException ? "Make it readable for you." : LOOK;
        return failure(foreign ? Reason.CORRUPT : Reason.UNREADABLE, location, "could not be read", cause, advice);
    }

    /** Listing the sessions failed. */
    static StorageException listing(IOException cause) {
        String file = fileOf(cause);
        return reading(file == null ? "the folder of the sessions" : file, cause);
    }

    /**
     * A write failed.
     *
     * @param what what failed, such as "could not be saved"
     */
    static StorageException writing(String location, String what, IOException cause) {
        String why = why(cause);
        String advice = LOOK;
        if (cause instanceof AccessDeniedException || why.startsWith("Read-only")) {
            advice = "Make the folder writable for you, or name another one with LATCHKEY_HOME.";
        } else if (why.startsWith("No space") || why.startsWith("Disk quota")) {
            advice = "Make room on the disk and try again.";
        }
        return failure(Reason.NOT_WRITABLE, location, what, cause, advice);
    }

    /** The path, cleaned for display. */
    static String shown(String path) {
        return DisplayText.clean(path, LONGEST_LOCATION);
    }

    /** The path, cleaned for display, as one word of a command for a POSIX shell. */
    static String quoted(Path path) {
        return "'" + shown(path.toString()).replace("'", "'\\''") + "'";
    }

    private static StorageException failure(
            Reason reason, String location, String what, IOException cause, String advice) {
        String where = shown(location);
        String file = fileOf(cause);
        // Names the folder, or the file next to the document, if that is the problem.
        String other = file == null || file.equals(location) ? "" : " (" + shown(file) + ")";
        String remedy = cause instanceof UnsafePlaceException unsafe ? unsafe.advice : advice;
        return new StorageException(
                reason, where, where + " " + what + ": " + why(cause) + other + ". " + remedy, cause);
    }

    private static @Nullable String fileOf(IOException cause) {
        return cause instanceof FileSystemException e ? e.getFile() : null;
    }

    private static String why(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "permission denied" + otherOwner(denied);
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (cause instanceof NotDirectoryException) {
            return "something that is not a folder is in the way";
        }
        @Nullable String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        return DisplayText.of(reason == null ? cause.getClass().getSimpleName() : reason)
                .value();
    }

    /** The owner of what we may not access, if it can be determined: the owner of a folder cannot access files that root created in it. */
    private static String otherOwner(AccessDeniedException denied) {
        try {
            Path path = denied.getFile() == null
                    ? null
                    : FileSystems.getDefault().getPath(denied.getFile()).toAbsolutePath();
            while (path != null) {
                Entry entry = entryOrNull(path);
                if (entry != null) {
                    return entry.isMine()
                            ? ""
                            : " (" + shown(path.toString()) + " belongs to " + entry.ownerName() + ")";
                }
                path = path.getParent();
            }
            return "";
        } catch (IOException | InvalidPathException e) {
            return "";
        }
    }

    private static @Nullable Entry entryOrNull(Path path) {
        try {
            return Entry.at(path);
        } catch (IOException e) {
            return null; // Not accessible either: a folder above it denies access.
        }
    }
}

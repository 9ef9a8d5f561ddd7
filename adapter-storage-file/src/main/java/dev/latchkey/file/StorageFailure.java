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

    private StorageFailure() {}

    /** A read failed. */
    static StorageException reading(String location, IOException cause) {
        boolean foreign = cause instanceof ForeignDocumentException;
        return failure(
                foreign ? Reason.CORRUPT : Reason.UNREADABLE,
                location,
                "could not be read",
                cause,
                adviceToReader(cause));
    }

    private static String adviceToReader(IOException cause) {
        if (cause instanceof UnsafePlaceException unsafe) {
            return unsafe.advice();
        }
        if (cause instanceof ForeignDocumentException) {
            return "Log in again to have it set aside, or move it away";
        }
        return cause instanceof AccessDeniedException ? "Make it readable for you" : "Look at what is there";
    }

    /** Listing the sessions failed. */
    static StorageException listing(IOException cause) {
        String file = cause instanceof FileSystemException e ? e.getFile() : null;
        return reading(file == null ? "the folder of the sessions" : file, cause);
    }

    /**
     * A write failed.
     *
     * @param what what failed, such as "could not be saved"
     */
    static StorageException writing(String location, String what, IOException cause) {
        return failure(Reason.NOT_WRITABLE, location, what, cause, adviceToWriter(cause));
    }

    private static String adviceToWriter(IOException cause) {
        String why = why(cause);
        if (cause instanceof UnsafePlaceException unsafe) {
            return unsafe.advice();
        }
        if (cause instanceof AccessDeniedException || why.startsWith("Read-only")) {
            return "Make the folder writable for you, or name another one with LATCHKEY_HOME";
        }
        if (why.startsWith("No space") || why.startsWith("Disk quota")) {
            return "Make room on the disk and try again";
        }
        return "Look at what is there";
    }

    /** The path, cleaned for display. */
    static String shown(String path) {
        return DisplayText.clean(path, LONGEST_LOCATION);
    }

    private static StorageException failure(
            Reason reason, String location, String what, IOException cause, String advice) {
        String where = shown(location);
        return new StorageException(
                reason,
                where,
                where + " " + what + ": " + why(cause) + where(cause, location) + ". " + advice + ".",
                cause);
    }

    private static String why(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "permission denied" + otherOwner(denied);
        }
        if (cause instanceof NoSuchFileException) {
            return "it is gone";
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return "it is a folder with something in it";
        }
        if (cause instanceof NotDirectoryException) {
            return "something that is no folder is in the way";
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
                    return Person.owns(path, entry)
                            ? ""
                            : " (" + shown(path.toString()) + " belongs to " + Person.ownerOf(path, entry) + ")";
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

    /** Names the folder, or the file next to the document, if that is the problem. */
    private static String where(IOException cause, String location) {
        String file = cause instanceof FileSystemException e ? e.getFile() : null;
        return file == null || file.equals(location) ? "" : " (" + shown(file) + ")";
    }
}

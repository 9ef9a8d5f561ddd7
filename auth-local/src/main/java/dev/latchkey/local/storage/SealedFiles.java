package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.FileLayout;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** Sealed documents in files. */
public final class SealedFiles implements ChosenStore.Upper {
    /** The file name of a sealed document. */
    public static final String DOCUMENT = "session.enc";

    private final FileLayout layout;
    private final SessionStore files;

    /**
     * @param layout the paths of sealed documents
     * @param files the store with this layout
     */
    public SealedFiles(FileLayout layout, SessionStore files) {
        this.layout = Objects.requireNonNull(layout, "layout");
        this.files = Objects.requireNonNull(files, "files");
    }

    @Override
    public SessionStore store() {
        return files;
    }

    @Override
    public boolean isPresent(SessionId id) {
        Path document = layout.document(id);
        try {
            Files.readAttributes(document, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            String where = files.location(id);
            throw new StorageException(
                    Reason.UNREADABLE,
                    where,
                    "It cannot be told whether there is a sealed session at " + where + ": " + why(e)
                            + ". Check the permissions and the disk.",
                    e);
        }
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return DisplayText.of(reason == null ? "an input/output error" : reason).value();
    }
}

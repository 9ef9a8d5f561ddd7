package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.FileLayout;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Sealed documents in files.
 *
 * @param layout the paths of sealed documents
 * @param store the store with this layout
 */
record SealedFiles(FileLayout layout, SessionStore store) implements ChosenStore.Upper {
    /** The file name of a sealed document. */
    static final String DOCUMENT = "session.enc";

    @Override
    public boolean isPresent(SessionId id) {
        Path document = layout.document(id);
        try {
            Files.readAttributes(document, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            String where = store.location(id);
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

    /** Stands in for the keyring in a program that has none: sealed sessions are found, but cannot be opened. */
    static final class NoKeyring implements StoreFactory {
        @Override
        public SessionStore open(StoreSite site) {
            return new Closed(site.documents());
        }

        @Override
        public StoreCheck look() {
            return StoreCheck.absent("the keyring", "This program was built without a keyring.");
        }
    }

    private static final class Closed extends ForwardingStore {
        private final SessionStore documents;

        Closed(SessionStore documents) {
            this.documents = documents;
        }

        @Override
        SessionStore store() {
            return documents;
        }

        @Override
        public Optional<Secret> load(SessionId id) {
            return refused(id, documents.load(id));
        }

        @Override
        public PreparedSave prepare(SessionId id, Hold hold) {
            throw failure(id);
        }

        @Override
        public Optional<Secret> loadEnding(SessionId id) {
            return refused(id, documents.loadEnding(id));
        }

        private Optional<Secret> refused(SessionId id, Optional<Secret> sealed) {
            if (sealed.isPresent()) {
                throw failure(id);
            }
            return sealed;
        }

        private StorageException failure(SessionId id) {
            String where = documents.location(id);
            return new StorageException(
                    Reason.UNAVAILABLE,
                    where,
                    "The session at " + where
                            + " is sealed with a key in the keyring, and this program was built without one.",
                    null);
        }
    }
}

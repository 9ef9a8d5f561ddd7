package dev.latchkey.local.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFilesTest {
    private static final SessionId ID = new SessionId("work", "alice");

    @TempDir
    private Path sessions;

    @Test
    void distinguishesPresentFromAbsent() throws IOException {
        assertFalse(files().isPresent(ID));

        Files.createDirectories(sessions.resolve("work").resolve("alice").resolve("session.enc"));

        assertTrue(files().isPresent(ID), "whatever it is");
    }

    @Test
    void aFailureToLookIsNeitherPresentNorAbsent() throws IOException {
        Path loop = sessions.resolve("work");
        Files.createSymbolicLink(loop, loop);

        StorageException thrown = assertThrows(StorageException.class, () -> files().isPresent(ID));

        assertEquals(Reason.UNREADABLE, thrown.reason());
        assertTrue(String.valueOf(thrown.getMessage()).contains("It cannot be told"), thrown::getMessage);
    }

    private LocalStores.SealedFiles files() {
        FileLayout layout = FileLayout.standard(sessions).withDocument(LocalStores.SealedFiles.DOCUMENT);
        return new LocalStores.SealedFiles(layout, new FileSessionStore(layout));
    }
}

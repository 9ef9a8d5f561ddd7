package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program writes the document in place while it is read, as Bitfount's Python client does. */
class WritingInPlaceTest {
    private static final SessionId ALICE = new SessionId("example", "alice");

    @TempDir(factory = FolderInMemory.class)
    Path home;

    private final Deque<Io> writes = new ArrayDeque<>();
    private int pauses;
    private Path document;
    private FileSessionStore store;

    @FunctionalInterface
    private interface Io {
        void run() throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        FileLayout layout = FileLayout.standard(home);
        store = new FileSessionStore(layout, warning -> {}, nanos -> {
            pauses++;
            next();
        });
        document = layout.document(ALICE);
        Files.createDirectories(document.resolveSibling(""));
    }

    private void next() {
        try {
            if (!writes.isEmpty()) {
                writes.remove().run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDocumentThatIsEmptyForAMomentIsReadWhenItIsWritten() throws IOException {
        Files.writeString(document, "");
        writes.addAll(List.of(() -> {}, () -> Files.writeString(document, "whole")));

        assertEquals(Optional.of(Secret.of("whole")), store.load(ALICE));
        assertEquals(2, pauses);
    }

    @Test
    void aDocumentThatStaysEmptyIsReadForFiftyMillisecondsInAll() throws IOException {
        Files.writeString(document, "");

        assertEquals(Optional.of(Secret.of("")), store.load(ALICE));
        assertEquals(5, pauses);
        assertEquals(TimeUnit.MILLISECONDS.toNanos(50), pauses * FileIo.PAUSE_NANOS);
    }

    @Test
    void aDocumentThatGrewWhileItWasReadIsReadAgain() throws IOException {
        Files.writeString(document, "hal");
        FileSessionStore reader = readingThrough((operation, path, done) -> {
            if (operation.equals("read") && done && Files.size(document) == 3) {
                Files.writeString(document, "half and half");
            }
        });

        assertEquals(Optional.of(Secret.of("half and half")), reader.load(ALICE));
        assertEquals(1, pauses);
    }

    @Test
    void aDocumentOfTheSameLengthThatChangedWhileItWasReadIsReadAgain() throws IOException {
        Files.writeString(document, "aaaa");
        Files.setLastModifiedTime(document, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
        boolean[] written = {false};
        FileSessionStore reader = readingThrough((operation, path, done) -> {
            if (operation.equals("read") && done && !written[0]) {
                written[0] = true;
                Files.writeString(document, "bbbb");
            }
        });

        assertEquals(Optional.of(Secret.of("bbbb")), reader.load(ALICE));
    }

    @Test
    void aDocumentThatNeverRestsIsAnsweredAsItWasLast() throws IOException {
        Files.writeString(document, "x");
        FileSessionStore reader = readingThrough((operation, path, done) -> {
            if (operation.equals("read") && done) {
                Files.writeString(document, Files.readString(document) + "x");
            }
        });

        assertTrue(reader.load(ALICE).orElseThrow().reveal().startsWith("x"));
        assertEquals(5, pauses);
    }

    @Test
    void aDocumentThatIsReplacedWholeIsReadAsItWasWithoutAPause() throws IOException {
        Files.writeString(document, "old");
        Path other = Files.writeString(home.resolve("other"), "new and longer");
        FileSessionStore reader = readingThrough((operation, path, done) -> {
            if (operation.equals("read") && done && Files.exists(other)) {
                Files.move(other, document, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            }
        });

        assertEquals(Optional.of(Secret.of("old")), reader.load(ALICE));
        assertEquals(0, pauses);
    }

    @Test
    void aWholeDocumentIsReadWithoutAPause() throws IOException {
        Files.writeString(document, "whole");

        assertEquals(Optional.of(Secret.of("whole")), store.load(ALICE));
        assertEquals(0, pauses);
    }

    private FileSessionStore readingThrough(FaultyFiles.Hook hook) {
        return new FileSessionStore(
                FileLayout.standard(new FaultyFiles(hook).wrap(home)), warning -> {}, nanos -> pauses++);
    }
}

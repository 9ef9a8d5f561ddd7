package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document that another program may be writing in place: Bitfount's Python client empties the file and then writes it. A document
 * that is empty, or that changed while it was read, is read again after a short pause, a few times.
 *
 * @param file the document
 * @param ours the ownership rules
 * @param pause waits a moment
 */
record StoredDocument(Path file, Ours ours, Pause pause) {
    /** With the pauses between them, 50 ms in all. */
    static final int READINGS = 6;

    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Waits; tests pass one that returns at once. */
    @FunctionalInterface
    interface Pause {
        void nanos(long nanos);
    }

    /** Parks the thread. A class, because a lambda would take longer to set up than the document takes to read. */
    static final class Parking implements Pause {
        @Override
        public void nanos(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    }

    /**
     * The content of a document.
     *
     * @param text all of it
     * @param entry the attributes of the file before it was read
     */
    record Content(String text, Entry entry) {}

    /** Reads the document; empty if there is none. If it stays empty or keeps changing, the last reading is returned. */
    Optional<Content> read() throws IOException {
        for (int reading = 1; ; reading++) {
            Entry before = DocumentReader.refuseWhatIsNoFile(file);
            if (before == null) {
                return Optional.empty();
            }
            ours.refuseForeignFile(file, before);
            Optional<String> text = DocumentReader.textOf(file, before);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            if (reading == READINGS || isWhole(text.get(), before, Entry.at(file))) {
                return Optional.of(new Content(text.get(), before));
            }
            pause.nanos(PAUSE_NANOS);
        }
    }

    /** A file that was replaced or deleted in the meantime did not change what was read. */
    private static boolean isWhole(String text, Entry before, @Nullable Entry after) {
        return !text.isEmpty()
                && (after == null
                        || !Objects.equals(after.key(), before.key())
                        || after.size() == before.size() && after.modified().equals(before.modified()));
    }
}

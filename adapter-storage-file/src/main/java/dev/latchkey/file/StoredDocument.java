package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document that another program may be writing in place: Bitfount's Python client empties the file and then writes it. A
 * document that is empty, or that changed while it was read, is read again after a moment, a few times.
 *
 * @param file the document
 * @param ours whose it must be
 * @param pause waits a moment
 */
record StoredDocument(Path file, Ours ours, Pause pause) {
    /** With the pauses between, 50 ms in all. */
    static final int READINGS = 6;

    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Waits; tests hand in one that does not. */
    @FunctionalInterface
    interface Pause {
        void nanos(long nanos);
    }

    /** Lets the thread wait. A class and not a lambda, which would take longer to set up than the document to be read. */
    static final class Parking implements Pause {
        @Override
        public void nanos(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    }

    /**
     * A document as it was read.
     *
     * @param text all of it
     * @param entry what was seen of the file before
     */
    record Content(String text, Entry entry) {}

    /** The document; empty if there is none. One that stays empty, or goes on changing, is answered as it was last. */
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

    /** A file that took the other's place meanwhile, or left it, did not change what was read. */
    private static boolean isWhole(String text, Entry before, @Nullable Entry after) {
        return !text.isEmpty()
                && (after == null
                        || !Objects.equals(after.key(), before.key())
                        || after.size() == before.size() && after.modified().equals(before.modified()));
    }
}

package dev.latchkey.file;

import dev.latchkey.file.StorageFailure.ForeignDocumentException;
import dev.latchkey.file.StorageFailure.UnsafePlaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * File I/O that survives interrupts. An interrupt closes the channel that the thread is using or uses next. The operation is then run again
 * from its beginning, and the thread's interrupt flag is restored afterwards. Without this, a caller who cancels would see a storage
 * failure where there is none, or lose a rotated token.
 *
 * <p>Small text files are read whole, and only regular files. The type is checked first, because opening a pipe blocks until there is a
 * writer, and links are not followed. If the file is replaced while it is read, the old content is returned.
 */
final class FileIo {
    /** The largest size of a session, in bytes. */
    static final int LONGEST = 16 << 20;

    /** How often a document is read that may be incomplete. With the pauses between them, 50 ms in all. */
    private static final int READINGS = 6;

    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final char REPLACEMENT = '\ufffd';

    private FileIo() {}

    /** I/O with a result that may be repeated from its beginning. */
    @FunctionalInterface
    interface Operation<T> {
        T run() throws IOException;
    }

    /** I/O without a result that may be repeated from its beginning. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    static <T> T call(Operation<T> operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return operation.run();
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted() || interrupted;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void run(Action action) throws IOException {
        call(() -> {
            action.run();
            return true;
        });
    }

    /**
     * The content of a document.
     *
     * @param text all of it
     * @param entry the attributes of the file before it was read
     */
    record Content(String text, Entry entry) {}

    /** The file's text; empty if there is no file. Refuses a file that another person owns. */
    static Optional<String> read(Path file, Ours ours) throws IOException {
        Content content = readOnce(file, ours);
        return content == null ? Optional.empty() : Optional.of(content.text());
    }

    /**
     * Reads a document that another program may be writing in place: Bitfount's Python client empties the file and then writes it. A
     * document that is empty, or that changed while it was read, is read again after a short pause, a few times. If it stays empty or keeps
     * changing, the last reading is returned. Null if there is none.
     *
     * @param pause waits as many nanoseconds
     */
    static @Nullable Content readWhole(Path file, Ours ours, LongConsumer pause) throws IOException {
        for (int reading = 1; ; reading++) {
            Content content = readOnce(file, ours);
            if (content == null || reading == READINGS || isWhole(content, Entry.at(file))) {
                return content;
            }
            pause.accept(PAUSE_NANOS);
        }
    }

    /** A file that was replaced or deleted in the meantime did not change what was read. */
    private static boolean isWhole(Content content, @Nullable Entry after) {
        Entry before = content.entry();
        return !content.text().isEmpty()
                && (after == null
                        || !Objects.equals(after.key(), before.key())
                        || after.size() == before.size() && after.modified().equals(before.modified()));
    }

    private static @Nullable Content readOnce(Path file, Ours ours) throws IOException {
        Entry entry = refuseWhatIsNoFile(file);
        if (entry == null) {
            return null;
        }
        ours.refuseForeign(entry);
        try {
            return new Content(decoded(file, bytes(file)), entry);
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            if (entry.isMine()) {
                throw e;
            }
            UnsafePlaceException why = new UnsafePlaceException(
                    file,
                    "the file belongs to " + entry.ownerName() + ", and you may not read it",
                    "Make it yours. Run: sudo chown \"$(id -un)\" " + StorageFailure.quoted(file));
            why.initCause(e);
            throw why;
        }
    }

    /** What is at the path if it is a regular file; null if there is nothing. Anything else is refused. */
    static @Nullable Entry refuseWhatIsNoFile(Path file) throws IOException {
        Entry entry = Entry.at(file);
        if (entry == null || entry.isFile()) {
            return entry;
        }
        throw new FileSystemException(
                file.toString(),
                null,
                switch (entry.kind()) {
                    case LINK -> "it is a symbolic link, which is not followed";
                    case FOLDER -> "it is a folder";
                    default -> "it is not a regular file";
                });
    }

    /** All bytes of the file. */
    static ByteBuffer bytes(Path file) throws IOException {
        return call(new Reading(file));
    }

    /** A class, because at process start a lambda would take longer to set up than the file takes to read. */
    private record Reading(Path file) implements Operation<ByteBuffer> {
        @Override
        public ByteBuffer run() throws IOException {
            FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            try {
                long size = channel.size();
                if (size > LONGEST) {
                    throw new ForeignDocumentException(file, "it is longer than " + (LONGEST >> 20) + " MiB");
                }
                ByteBuffer bytes = ByteBuffer.allocate((int) size);
                int count = 0;
                while (bytes.hasRemaining() && count >= 0) {
                    count = channel.read(bytes);
                }
                return bytes.flip();
            } finally {
                DurableFile.closeQuietly(channel); // The bytes have already been read.
            }
        }
    }

    private static String decoded(Path file, ByteBuffer bytes) throws IOException {
        // The JDK's fast path decodes several times faster, but puts U+FFFD for malformed UTF-8. Only then is a strict
        // check needed.
        String text = new String(bytes.array(), bytes.position(), bytes.remaining(), StandardCharsets.UTF_8);
        try {
            return text.indexOf(REPLACEMENT) < 0
                    ? text
                    : StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new ForeignDocumentException(file, "it is not UTF-8 text");
        }
    }
}

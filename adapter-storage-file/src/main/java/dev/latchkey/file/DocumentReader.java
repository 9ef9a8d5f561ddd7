package dev.latchkey.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a small text file whole, and only if it is a regular file. The type is checked first, because opening a pipe blocks until there is
 * a writer, and links are not followed. If the file is replaced while it is read, the old content is returned.
 */
final class DocumentReader {
    /** The largest size of a session, in bytes. */
    static final int LONGEST = 16 << 20;

    private static final char REPLACEMENT = '\ufffd';

    private DocumentReader() {}

    /** The file's text; empty if there is no file. */
    static Optional<String> read(Path file) throws IOException {
        Entry entry = refuseWhatIsNoFile(file);
        return entry == null ? Optional.empty() : textOf(file);
    }

    /** Like {@link #read(Path)}, but refuses a file that another person owns. */
    static Optional<String> read(Path file, Ours ours) throws IOException {
        Entry entry = refuseWhatIsNoFile(file);
        if (entry == null) {
            return Optional.empty();
        }
        ours.refuseForeignFile(file, entry);
        return textOf(file, entry);
    }

    /** The text of the file that {@code entry} describes; empty if it was deleted in the meantime. */
    static Optional<String> textOf(Path file, Entry entry) throws IOException {
        try {
            return textOf(file);
        } catch (AccessDeniedException e) {
            if (Person.owns(file, entry)) {
                throw e;
            }
            UnsafePlaceException why = new UnsafePlaceException(
                    file,
                    "the file belongs to " + Person.ownerOf(file, entry) + ", and you may not read it",
                    "Have it given to you: sudo chown \"$(id -un)\" '" + file + "'");
            why.initCause(e);
            throw why;
        }
    }

    private static Optional<String> textOf(Path file) throws IOException {
        try {
            return Optional.of(decoded(file, Uninterrupted.call(new Read(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
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

    /** A class, because at process start a lambda would take longer to set up than the file takes to read. */
    private record Read(Path file) implements Uninterrupted.Io<ByteBuffer> {
        @Override
        public ByteBuffer run() throws IOException {
            return bytes(file);
        }
    }

    static ByteBuffer bytes(Path file) throws IOException {
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

    private static String decoded(Path file, ByteBuffer bytes) throws IOException {
        // The JDK's fast path decodes several times faster, but puts U+FFFD for malformed UTF-8. Only then is a strict
        // check needed.
        String text = new String(bytes.array(), bytes.position(), bytes.remaining(), StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodedStrictly(file, bytes);
    }

    private static String decodedStrictly(Path file, ByteBuffer bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new ForeignDocumentException(file, "it is not UTF-8 text");
        }
    }
}

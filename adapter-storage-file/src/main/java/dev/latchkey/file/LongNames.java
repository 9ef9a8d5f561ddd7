package dev.latchkey.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps a name that is too long for a folder's in a file in that folder. It is written in place: its text follows from
 * the name, so that two who write at once write the same, and the hash in the folder's name tells whether it is whole.
 */
final class LongNames {
    /** No session's folder has this name: its dot would be escaped. */
    static final String FILE_NAME = ".name";

    private LongNames() {}

    /** Writes the name down, unless the folder's own name says it already. */
    static void keep(Path folder, SessionFolder.Step step) throws IOException {
        if (NameCodec.isHashed(step.folder()) && !readAny(folder).equals(Optional.of(step.name()))) {
            byte[] text = NameCodec.escapeInFull(step.name()).getBytes(StandardCharsets.US_ASCII);
            Uninterrupted.run(() -> write(folder.resolve(FILE_NAME), text));
        }
    }

    private static void write(Path file, byte[] text) throws IOException {
        DocumentReader.refuseWhatIsNoFile(file);
        try (FileChannel channel = DurableFile.openOrCreate(file)) {
            DurableFile.fill(channel, ByteBuffer.wrap(text));
        }
    }

    /**
     * The name that was written down; empty if none was, or if it is no text of ours. Whether it belongs to the folder is for the
     * caller to look.
     */
    static Optional<String> readAny(Path folder) throws IOException {
        try {
            return DocumentReader.read(folder.resolve(FILE_NAME)).flatMap(NameCodec::unescape);
        } catch (ForeignDocumentException e) {
            return Optional.empty();
        }
    }
}

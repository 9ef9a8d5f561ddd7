package dev.latchkey.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stores a name that is too long for a folder name in a file in that folder. The file is written in place: its text depends only on the
 * name, so concurrent writers write the same text, and the hash in the folder's name shows whether it is complete.
 */
final class LongNames {
    /** No session's folder can have this name, because its dot would be escaped. */
    static final String FILE_NAME = ".name";

    private LongNames() {}

    /** Writes the name, unless the folder's own name contains it in full. */
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
     * Reads the stored name; empty if there is none or the text is not one of ours. The caller must check that it belongs to the folder.
     */
    static Optional<String> readAny(Path folder) throws IOException {
        try {
            return DocumentReader.read(folder.resolve(FILE_NAME)).flatMap(NameCodec::unescape);
        } catch (ForeignDocumentException e) {
            return Optional.empty();
        }
    }
}

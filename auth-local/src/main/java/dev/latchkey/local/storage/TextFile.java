package dev.latchkey.local.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads small files that a person or another program wrote: UTF-8, with or without a byte-order mark, which is not part of the text. */
public final class TextFile {
    private static final int LONGEST = 4 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /**
     * The text of the file, without a byte-order mark at its start.
     *
     * @throws NotTextException if it is not UTF-8, too long, or not a regular file
     * @throws IOException if it cannot be read
     */
    public static String read(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new NotTextException("is not a regular file"); // Opening a pipe would block until there is a writer.
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw new NotTextException("is longer than " + LONGEST + " bytes");
        }
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        if (mark == 0xFEFF || mark == 0xFFFE) {
            throw new NotTextException("is UTF-16; save it as UTF-8");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new NotTextException("is not UTF-8; save it as UTF-8");
        }
    }

    /** The file exists, but does not contain readable text. The message is a clause such as "is UTF-16; save it as UTF-8". */
    public static final class NotTextException extends IOException {
        private static final long serialVersionUID = 1L;

        NotTextException(String what) {
            super(what);
        }
    }

    /** What is wrong with the file, for a message: a clause whose subject is the file. */
    public static String problem(IOException failure) {
        return failure instanceof NotTextException ? String.valueOf(failure.getMessage()) : "cannot be read";
    }
}

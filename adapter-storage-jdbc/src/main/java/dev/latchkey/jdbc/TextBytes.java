package dev.latchkey.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Encodes text so that different texts always have different bytes. Text is UTF-8, so it is readable in the database. Text with an unpaired
 * surrogate, which UTF-8 cannot represent, is 0xFF (never part of UTF-8) followed by UTF-16. In a text column, two such names would be
 * equal.
 */
final class TextBytes {
    private static final byte RAW = (byte) 0xFF;

    private TextBytes() {}

    static byte[] of(String text) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer raw = ByteBuffer.allocate(1 + 2 * text.length()).put(RAW);
        raw.asCharBuffer().put(text);
        return raw.array();
    }

    /** @throws CharacterCodingException if the bytes are not the result of {@link #of} */
    static String text(byte[] bytes) throws CharacterCodingException {
        if (bytes.length > 0 && bytes[0] == RAW) {
            return ByteBuffer.wrap(bytes, 1, bytes.length - 1).asCharBuffer().toString();
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}

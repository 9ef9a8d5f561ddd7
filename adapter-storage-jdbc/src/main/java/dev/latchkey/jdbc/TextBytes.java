package dev.latchkey.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as bytes, each text as bytes of its own: UTF-8, which a person can read in the database, and for a text with half a surrogate
 * pair, for which UTF-8 has no bytes, 0xFF (never part of UTF-8) and UTF-16. As a column of text, two such names would be one.
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

    /** @throws CharacterCodingException if the bytes are not {@link #of} any text */
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

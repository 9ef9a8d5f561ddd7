package dev.latchkey.port;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import java.util.Map;

/**
 * Converts the text of a JSON object to a map and back.
 *
 * <p>Values are {@link String}, {@link Number}, {@link Boolean}, null, {@link java.util.List} and {@code Map<String, Object>}; maps keep
 * the order of the text. A number is a {@link java.math.BigDecimal}, or a number that keeps its text, which {@code toString()} returns. A
 * number of more than 64 characters is returned as its text, a {@link String}, and never rejected: converting a million digits would take
 * many seconds. Callers must convert numbers only with {@link Number#doubleValue()}. If a key is repeated, the last value wins; a
 * byte-order mark at the start is ignored.
 *
 * <p>Implementations must be safe for use by several threads.
 */
public interface Json {
    /** The maximum nesting depth of objects and arrays; anything deeper is rejected. */
    int MAX_DEPTH = 64;

    /**
     * Reads one JSON object (RFC 8259); only white space may follow it.
     *
     * @throws JsonFormatException if the text is not one JSON object, or is nested deeper than {@link #MAX_DEPTH}; the message quotes
     *     nothing of the text
     */
    Map<String, Object> read(Secret text) throws JsonFormatException;

    /**
     * Writes a map as one JSON object on one line, in the map's order. In addition to the types that {@link #read} returns, any
     * {@link Number} is accepted; integers are written without a fraction.
     *
     * @throws IllegalArgumentException if a value has another type, a number is not finite, or the nesting is too deep
     */
    Secret write(Map<String, ?> object);
}

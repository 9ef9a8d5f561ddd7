package dev.latchkey.port;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import java.util.Map;

/**
 * Turns the text of a JSON object into a map and back.
 *
 * <p>Values are {@link String}, {@link Number}, {@link Boolean}, null, {@link java.util.List} and
 * {@code Map<String, Object>}, the maps in the order of the text. A number is a {@link java.math.BigDecimal}, or one that keeps
 * its text, which {@code toString()} gives. A number of more than 64 characters comes as its text, a
 * {@link String}, and none is ever refused: to convert a million digits would take many seconds. Whoever reads a number
 * converts it by {@link Number#doubleValue()} alone. Of duplicate keys the last wins; a byte-order mark at
 * the start is survived.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface Json {
    /** Objects and arrays may be nested this deep; deeper ones are refused. */
    int MAX_DEPTH = 64;

    /**
     * Reads one JSON object (RFC 8259); nothing but white space may follow it.
     *
     * @throws JsonFormatException if the text is not one JSON object, or is nested deeper than {@link #MAX_DEPTH}; the
     *     message quotes nothing of the text
     */
    Map<String, Object> read(Secret text) throws JsonFormatException;

    /**
     * Writes a map as one JSON object on one line, in the map's order. Beside the types that {@link #read} gives, any
     * {@link Number} is taken; integers are written without a fraction.
     *
     * @throws IllegalArgumentException for a value of another type, a number that is not finite, or too deep a nesting
     */
    Secret write(Map<String, ?> object);
}

package dev.latchkey.moshi;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.util.Map;

/**
 * JSON by Moshi's streaming reader and writer, which are strict here: no comments, no single quotes, no bare words, no
 * {@code NaN}. (What Moshi takes all the same: the three literals in capitals, and control characters within strings.)
 *
 * <p>Half a surrogate pair, which has no form in UTF-8, becomes U+FFFD in both directions. A number whose exponent is too
 * large for {@link java.math.BigDecimal} comes as its text, as one of more than 64 characters does.
 *
 * <p>Immutable, so one instance serves any number of threads.
 */
public final class MoshiJson implements Json {
    @Override
    public Map<String, Object> read(Secret text) throws JsonFormatException {
        return new ObjectReader(text.reveal()).read();
    }

    @Override
    public Secret write(Map<String, ?> object) {
        return Secret.of(ObjectWriter.write(object));
    }
}

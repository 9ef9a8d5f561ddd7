package dev.latchkey.moshi;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.util.Map;

/**
 * JSON with Moshi's streaming reader and writer in strict mode: no comments, no single quotes, no unquoted strings, no {@code NaN}. (Moshi
 * still accepts the three literals in capitals, and control characters within strings.)
 *
 * <p>An unpaired surrogate, which UTF-8 cannot represent, becomes U+FFFD in both directions. A number whose exponent is too large for
 * {@link java.math.BigDecimal} is read as its text, and so is a number of more than 64 characters.
 *
 * <p>Immutable, so one instance can be used by any number of threads.
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

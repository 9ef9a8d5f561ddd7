package dev.latchkey.moshi;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.latchkey.error.JsonFormatException;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text. For a single use by one thread. */
final class ObjectReader {
    /** The time to convert a number grows with the square of its length. */
    static final int LONGEST_NUMBER = 64;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Buffer unread = new Buffer();
    private final BufferedSource source;
    private final JsonReader reader;
    private final long length;

    ObjectReader(String text) {
        int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        unread.writeUtf8(text, start, text.length());
        length = unread.size();
        // Fed in pieces: with one long buffer, Moshi would look up every digit of a number from the end of the buffer.
        source = Okio.buffer((Source) unread);
        reader = JsonReader.of(source);
    }

    Map<String, Object> read() throws JsonFormatException {
        try {
            if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
                throw malformed("not a JSON object");
            }
            Map<String, Object> object = object(1);
            if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
                throw malformed("something follows the JSON object");
            }
            return object;
        } catch (IOException | JsonDataException e) {
            // Moshi's messages quote the text, so they are not passed on, not even as the cause.
            throw malformed("malformed JSON");
        }
    }

    private @Nullable Object value(int depth) throws IOException, JsonFormatException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(depth);
            case BEGIN_ARRAY -> array(depth);
            case STRING -> WellFormed.text(reader.nextString());
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> reader.nextNull();
            default -> throw malformed("malformed JSON");
        };
    }

    private Map<String, Object> object(int depth) throws IOException, JsonFormatException {
        checkDepth(depth);
        Map<String, Object> object = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = WellFormed.text(reader.nextName());
            object.put(name, value(depth + 1));
        }
        reader.endObject();
        return object;
    }

    private List<Object> array(int depth) throws IOException, JsonFormatException {
        checkDepth(depth);
        List<Object> array = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(depth + 1));
        }
        reader.endArray();
        return array;
    }

    private Object number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return text;
        }
        if (text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            return new PlainNumber(text);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text; // The exponent is too large for any type.
        }
    }

    private void checkDepth(int depth) throws JsonFormatException {
        if (depth > Json.MAX_DEPTH) {
            throw malformed("nested deeper than " + Json.MAX_DEPTH);
        }
    }

    private JsonFormatException malformed(String what) {
        long read = length - unread.size() - source.getBuffer().size();
        return new JsonFormatException(what + ", near byte " + read + " of " + length);
    }
}

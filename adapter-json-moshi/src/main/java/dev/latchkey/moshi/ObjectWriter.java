package dev.latchkey.moshi;

import com.squareup.moshi.JsonWriter;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Writes one object. For a single use by one thread. */
final class ObjectWriter {
    private final JsonWriter writer;

    private ObjectWriter(Buffer sink) {
        writer = JsonWriter.of(sink);
        writer.setSerializeNulls(true);
    }

    /** Returns the object as JSON on one line. */
    static String write(Map<?, ?> object) {
        Buffer text = new Buffer();
        try {
            new ObjectWriter(text).object(object, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // A buffer in memory never fails.
        }
        return text.readUtf8();
    }

    private void value(@Nullable Object value, int depth) throws IOException {
        if (value == null) {
            writer.nullValue();
        } else if (value instanceof String text) {
            writer.value(WellFormed.text(text));
        } else if (value instanceof Boolean truth) {
            writer.value(truth);
        } else if (value instanceof Number number) {
            number(Numbers.forJson(number));
        } else if (value instanceof Map<?, ?> object) {
            object(object, depth);
        } else if (value instanceof List<?> array) {
            array(array, depth);
        } else {
            throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
        }
    }

    /** A number that is too long to be read back as a number is written as a string, because reading would also produce a string. */
    private void number(Number number) throws IOException {
        String text = number.toString();
        if (text.length() > ObjectReader.LONGEST_NUMBER) {
            writer.value(text);
        } else {
            writer.value(number);
        }
    }

    private void object(Map<?, ?> object, int depth) throws IOException {
        checkDepth(depth);
        writer.beginObject();
        for (Map.Entry<?, ?> member : object.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw new IllegalArgumentException("the names in a JSON object must be strings");
            }
            writer.name(WellFormed.text(name));
            value(member.getValue(), depth + 1);
        }
        writer.endObject();
    }

    private void array(List<?> array, int depth) throws IOException {
        checkDepth(depth);
        writer.beginArray();
        for (Object element : array) {
            value(element, depth + 1);
        }
        writer.endArray();
    }

    private static void checkDepth(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + Json.MAX_DEPTH);
        }
    }
}

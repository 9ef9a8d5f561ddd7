package dev.latchkey.moshi;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

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
    /** The time to convert a number grows with the square of its length. */
    private static final int LONGEST_NUMBER = 64;

    @Override
    public Map<String, Object> read(Secret text) throws JsonFormatException {
        return new ObjectReader(text.reveal()).read();
    }

    @Override
    public Secret write(Map<String, ?> object) {
        Buffer text = new Buffer();
        try {
            new ObjectWriter(text).object(object, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // A buffer in memory never fails.
        }
        return Secret.of(text.readUtf8());
    }

    /** Returns the text with each unpaired surrogate replaced by U+FFFD. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.replaceAll("\\p{Cs}", "\uFFFD");
            }
        }
        return text;
    }

    /** Reads one JSON text. For a single use by one thread. */
    private static final class ObjectReader {
        private static final String BYTE_ORDER_MARK = "\uFEFF";

        private final Buffer unread = new Buffer();
        private final BufferedSource source;
        private final JsonReader reader;
        private final long length;

        ObjectReader(String text) {
            unread.writeUtf8(text, text.startsWith(BYTE_ORDER_MARK) ? 1 : 0, text.length());
            length = unread.size();
            // Fed in pieces: with one long buffer, Moshi would look up every digit of a number from the end of the
            // buffer.
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
                case STRING -> wellFormed(reader.nextString());
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
                object.put(wellFormed(reader.nextName()), value(depth + 1));
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

        private static Object number(String text) {
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
            if (depth > MAX_DEPTH) {
                throw malformed("nested deeper than " + MAX_DEPTH);
            }
        }

        private JsonFormatException malformed(String what) {
            long read = length - unread.size() - source.getBuffer().size();
            return new JsonFormatException(what + ", near byte " + read + " of " + length);
        }
    }

    /** Writes one object on one line. For a single use by one thread. */
    private static final class ObjectWriter {
        /** Exponents up to this size are written out as zeros; {@code 1E+1000000} would otherwise become a megabyte of zeros. */
        private static final int MOST_ZEROS = 32;

        private final JsonWriter writer;

        ObjectWriter(Buffer sink) {
            writer = JsonWriter.of(sink);
            writer.setSerializeNulls(true);
        }

        private void value(@Nullable Object value, int depth) throws IOException {
            if (value == null) {
                writer.nullValue();
            } else if (value instanceof String text) {
                writer.value(wellFormed(text));
            } else if (value instanceof Boolean truth) {
                writer.value(truth);
            } else if (value instanceof Number number) {
                number(plain(number));
            } else if (value instanceof Map<?, ?> object) {
                object(object, depth);
            } else if (value instanceof List<?> array) {
                array(array, depth);
            } else {
                throw new IllegalArgumentException(
                        "JSON has no " + value.getClass().getName());
            }
        }

        /** A number that is too long to be read back as a number is written as a string, because reading would also produce a string. */
        private void number(Number number) throws IOException {
            if (number.toString().length() > LONGEST_NUMBER) {
                writer.value(number.toString());
            } else {
                writer.value(number);
            }
        }

        /**
         * Converts the number so that its {@code toString()} is a JSON number of the same value (RFC 8259 §6). An integer is written
         * without a fraction unless that would be absurdly long.
         */
        private static Number plain(Number number) {
            if (number instanceof Integer
                    || number instanceof Long
                    || number instanceof BigInteger
                    || number instanceof PlainNumber) {
                return number;
            }
            PlainNumber plain = number instanceof Double inDoubles ? PlainNumber.ofThousandths(inDoubles) : null;
            if (plain != null) {
                return plain;
            }
            BigDecimal decimal = number instanceof BigDecimal exact ? exact : decimal(number);
            int zeros = -decimal.scale();
            // Also no longer than a number that can be read back.
            boolean isShort = zeros > 0 && zeros <= MOST_ZEROS && decimal.precision() + zeros < LONGEST_NUMBER;
            return isShort ? decimal.setScale(0) : decimal;
        }

        private static BigDecimal decimal(Number number) {
            try {
                return new BigDecimal(number.toString()).stripTrailingZeros();
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("JSON has only finite numbers, this "
                        + number.getClass().getName() + " is none");
            }
        }

        void object(Map<?, ?> object, int depth) throws IOException {
            checkDepth(depth);
            writer.beginObject();
            for (Map.Entry<?, ?> member : object.entrySet()) {
                if (!(member.getKey() instanceof String name)) {
                    throw new IllegalArgumentException("the names in a JSON object must be strings");
                }
                writer.name(wellFormed(name));
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
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH);
            }
        }
    }
}

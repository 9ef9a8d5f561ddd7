package dev.latchkey.keyring.bus;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads values in the wire format of the D-Bus specification, according to their type signature, to the extent that keyrings
 * need it. Input is not trusted: every length is checked before anything is allocated.
 *
 * <p>A number is an {@link Integer}, a string or path a {@link String}, an array a {@link List} or, for bytes, a {@code byte[]}, and a
 * struct or a dictionary entry a {@link List}.
 */
final class BusCodec {
    private static final int STRUCT_BOUNDARY = 8;

    private BusCodec() {}

    /** A value with its own type, which must be a basic one. */
    record Variant(String type, Object value) {}

    /** Appends values in little-endian order. The output must start where values are aligned to eight bytes. */
    static void write(ByteArrayOutputStream out, String signature, List<?> values) {
        int begin = 0;
        for (Object value : values) {
            int end = endOfType(signature, begin);
            writeOne(out, signature.substring(begin, end), value);
            begin = end;
        }
    }

    private static void writeOne(ByteArrayOutputStream out, String type, Object value) {
        pad(out, boundary(type));
        switch (type.charAt(0)) {
            case 'y' -> out.write((Integer) value);
            case 'u' -> {
                for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                    out.write((Integer) value >>> shift);
                }
            }
            case 's', 'o', 'g' -> {
                byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
                writeOne(out, type.equals("g") ? "y" : "u", text.length);
                out.writeBytes(text);
                out.write(0);
            }
            case 'v' -> {
                Variant variant = (Variant) value;
                writeOne(out, "g", variant.type());
                writeOne(out, variant.type(), variant.value());
            }
            case 'a' -> {
                ByteArrayOutputStream elements = new ByteArrayOutputStream();
                for (Object element : (List<?>) value) {
                    writeOne(elements, type.substring(1), element);
                }
                writeOne(out, "u", elements.size());
                pad(out, boundary(type.substring(1)));
                out.writeBytes(elements.toByteArray());
            }
            case '(', '{' -> write(out, type.substring(1, type.length() - 1), (List<?>) value);
            default -> throw new IllegalArgumentException(type);
        }
    }

    static void pad(ByteArrayOutputStream out, int boundary) {
        while (out.size() % boundary != 0) {
            out.write(0);
        }
    }

    /**
     * Reads values.
     *
     * @param bytes start where values are aligned to eight bytes; their byte order is the message's
     * @throws ProtocolException if the values are not there
     */
    static List<Object> read(String signature, ByteBuffer bytes) throws ProtocolException {
        List<Object> values = new ArrayList<>();
        for (int begin = 0; begin < signature.length(); ) {
            int end = endOfType(signature, begin);
            values.add(readOne(signature.substring(begin, end), bytes));
            begin = end;
        }
        return values;
    }

    /** Reads all values of one type. */
    static List<Object> readAll(String type, ByteBuffer bytes) throws ProtocolException {
        List<Object> values = new ArrayList<>();
        while (bytes.hasRemaining()) {
            values.add(readOne(type, bytes));
        }
        return values;
    }

    private static Object readOne(String type, ByteBuffer bytes) throws ProtocolException {
        take(bytes, Math.floorMod(-bytes.position(), boundary(type)));
        return switch (type.charAt(0)) {
            case 'y' -> take(bytes, 1).get() & 0xff;
            case 'u' -> take(bytes, 4).getInt();
            case 'b' -> bool(take(bytes, 4).getInt());
            case 's', 'o' -> text(bytes, take(bytes, 4).getInt());
            case 'g' -> text(bytes, take(bytes, 1).get() & 0xff);
            case 'v' -> variant(bytes);
            case 'a' -> array(type.substring(1), bytes);
            case '(' -> read(type.substring(1, type.length() - 1), bytes);
            default -> throw new ProtocolException("a value on the bus is of a strange type");
        };
    }

    private static boolean bool(int value) throws ProtocolException {
        if (value != 0 && value != 1) {
            throw new ProtocolException("a boolean on the bus is neither true nor false");
        }
        return value == 1;
    }

    private static Variant variant(ByteBuffer bytes) throws ProtocolException {
        String type = (String) readOne("g", bytes);
        if (type.length() != 1 || !"ybusog".contains(type)) {
            throw new ProtocolException("a value on the bus is of another type than it must be");
        }
        return new Variant(type, readOne(type, bytes));
    }

    private static Object array(String type, ByteBuffer bytes) throws ProtocolException {
        int length = take(bytes, 4).getInt();
        take(bytes, Math.floorMod(-bytes.position(), boundary(type)));
        ByteBuffer elements = take(bytes, length);
        if (!type.equals("y")) {
            return readAll(type, elements);
        }
        byte[] octets = new byte[length];
        elements.get(octets);
        return octets;
    }

    private static String text(ByteBuffer bytes, int length) throws ProtocolException {
        String text = StandardCharsets.UTF_8.decode(take(bytes, length)).toString();
        if (take(bytes, 1).get() != 0) {
            throw new ProtocolException("a text on the bus does not end where it says");
        }
        return text;
    }

    private static ByteBuffer take(ByteBuffer bytes, int length) throws ProtocolException {
        if (length < 0 || length > bytes.remaining()) {
            throw new ProtocolException("a message on the bus is shorter than it says");
        }
        ByteBuffer taken = bytes.slice(bytes.position(), length).order(bytes.order());
        bytes.position(bytes.position() + length);
        return taken;
    }

    /** The end of the first complete type that starts there. */
    private static int endOfType(String signature, int begin) {
        int end = begin;
        while (signature.charAt(end) == 'a') {
            end++;
        }
        for (int depth = 0; ; end++) {
            char code = signature.charAt(end);
            depth += code == '(' || code == '{' ? 1 : code == ')' || code == '}' ? -1 : 0;
            if (depth == 0) {
                return end + 1;
            }
        }
    }

    private static int boundary(String type) {
        return switch (type.charAt(0)) {
            case 'y', 'g', 'v' -> 1;
            case '(', '{' -> STRUCT_BOUNDARY;
            default -> 4;
        };
    }
}

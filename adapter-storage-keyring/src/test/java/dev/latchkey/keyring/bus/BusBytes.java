package dev.latchkey.keyring.bus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes values in the D-Bus wire format, little-endian, starting aligned to eight bytes. */
final class BusBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    BusBytes octet(int value) {
        bytes.write(value);
        return this;
    }

    BusBytes uint32(int value) {
        align(4);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(value >>> shift);
        }
        return this;
    }

    /** A string or an object path. */
    BusBytes string(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return uint32(text.length).raw(text).octet(0);
    }

    BusBytes signature(String value) {
        return octet(value.length())
                .raw(value.getBytes(StandardCharsets.US_ASCII))
                .octet(0);
    }

    BusBytes variant(String value) {
        return signature("s").string(value);
    }

    /** An array whose elements are aligned to eight bytes. */
    BusBytes array(BusBytes elements) {
        return uint32(elements.size()).align(8).raw(elements.toBytes());
    }

    BusBytes dictionary(Map<String, String> entries) {
        BusBytes elements = new BusBytes();
        entries.forEach((key, value) -> elements.align(8).string(key).string(value));
        return array(elements);
    }

    BusBytes align(int boundary) {
        while (bytes.size() % boundary != 0) {
            bytes.write(0);
        }
        return this;
    }

    BusBytes raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    int size() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}

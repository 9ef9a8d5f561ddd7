package dev.latchkey.keyring;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes values as the D-Bus specification marshals them, little-endian, from a place that is aligned to eight bytes. */
final class BusWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    BusWriter octet(int value) {
        bytes.write(value);
        return this;
    }

    BusWriter uint32(int value) {
        align(4);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(value >>> shift);
        }
        return this;
    }

    /** A string or an object path. */
    BusWriter string(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return uint32(text.length).raw(text).octet(0);
    }

    BusWriter signature(String value) {
        return octet(value.length())
                .raw(value.getBytes(StandardCharsets.US_ASCII))
                .octet(0);
    }

    BusWriter variant(String value) {
        return signature("s").string(value);
    }

    /** An array of eight-byte aligned elements. */
    BusWriter array(BusWriter elements) {
        return uint32(elements.size()).align(8).raw(elements.toBytes());
    }

    BusWriter dictionary(Map<String, String> entries) {
        BusWriter elements = new BusWriter();
        entries.forEach((key, value) -> elements.align(8).string(key).string(value));
        return array(elements);
    }

    BusWriter align(int boundary) {
        while (bytes.size() % boundary != 0) {
            bytes.write(0);
        }
        return this;
    }

    BusWriter raw(byte[] more) {
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

package dev.latchkey.keyring;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads values as the D-Bus specification marshals them. What is read was written by somebody else: nothing is believed, and
 * nothing is allocated that is not there. Used by one thread.
 */
final class BusReader {
    private final ByteBuffer bytes;

    /** @param bytes begin where values are aligned to eight bytes; their order is the message's */
    BusReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int octet() throws ProtocolException {
        return take(1).get() & 0xff;
    }

    int uint32() throws ProtocolException {
        align(4);
        return take(4).getInt();
    }

    boolean bool() throws ProtocolException {
        int value = uint32();
        if (value != 0 && value != 1) {
            throw new ProtocolException("a boolean on the bus is neither true nor false");
        }
        return value == 1;
    }

    /** A string or an object path. */
    String string() throws ProtocolException {
        return text(uint32());
    }

    String signature() throws ProtocolException {
        return text(octet());
    }

    byte[] octets() throws ProtocolException {
        ByteBuffer found = take(uint32());
        byte[] copy = new byte[found.remaining()];
        found.get(copy);
        return copy;
    }

    /** An array of strings or of object paths. */
    List<String> strings() throws ProtocolException {
        BusReader elements = new BusReader(aligned(uint32(), 4));
        List<String> found = new ArrayList<>();
        while (elements.hasMore()) {
            found.add(elements.string());
        }
        return found;
    }

    /** Begins a variant or something in a struct; it must be of that type. */
    void variantOf(String type) throws ProtocolException {
        if (!signature().equals(type)) {
            throw new ProtocolException("a value on the bus is of another type than it must be");
        }
    }

    BusReader align(int boundary) throws ProtocolException {
        take(Math.floorMod(-bytes.position(), boundary));
        return this;
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    private String text(int length) throws ProtocolException {
        ByteBuffer found = take(length);
        String text = StandardCharsets.UTF_8.decode(found).toString();
        if (octet() != 0) {
            throw new ProtocolException("a text on the bus does not end where it says");
        }
        return text;
    }

    /** The next bytes as they are; what is aligned in them must be so from their beginning on. */
    private ByteBuffer aligned(int length, int boundary) throws ProtocolException {
        align(boundary);
        return take(length);
    }

    private ByteBuffer take(int length) throws ProtocolException {
        if (length < 0 || length > bytes.remaining()) {
            throw new ProtocolException("a message on the bus is shorter than it says");
        }
        ByteBuffer taken = bytes.slice(bytes.position(), length).order(bytes.order());
        bytes.position(bytes.position() + length);
        return taken;
    }
}

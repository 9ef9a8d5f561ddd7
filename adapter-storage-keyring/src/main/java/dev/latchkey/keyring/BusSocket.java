package dev.latchkey.keyring;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A connection to the session bus without a D-Bus library: enough to call a method and read its answer, in a tenth of the time
 * that the library takes to load. Used by one thread; may block, so only within a {@link TimeLimit}, which ends it by an
 * interrupt.
 */
final class BusSocket implements AutoCloseable {
    private static final String TURNED_AWAY = "Permission denied by the session bus";
    private static final int LONGEST_LINE = 512;
    private static final int LONGEST_MESSAGE = 1 << 20;
    private static final int FIXED_HEADER = 16;
    private static final int CALL = 1;
    private static final int ANSWER = 2;
    private static final int ERROR = 3;

    private final SocketChannel channel;
    private int serial;

    private BusSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /** An object on the bus, and the interface through which it is called. */
    record Target(String service, String path, String type) {}

    /** The answer was an error. */
    static final class ErrorAnswerException extends IOException {
        private static final long serialVersionUID = 1L;
        private final String name;

        ErrorAnswerException(String name) {
            super(name);
            this.name = name;
        }

        /** Whether the last part of its name is this. */
        boolean is(String lastPart) {
            return name.endsWith("." + lastPart);
        }
    }

    /** Connects and says hello. */
    static BusSocket open(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        BusSocket bus = new BusSocket(channel);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            bus.greet();
            return bus;
        } catch (IOException | RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    /**
     * Calls a method.
     *
     * @param taken the types of its arguments
     * @param given the types of its answer
     * @return the answer's values
     * @throws ErrorAnswerException if the answer is an error
     * @throws IOException if there is no answer, or one that is not right
     */
    BusReader call(Target target, String member, String taken, BusWriter arguments, String given) throws IOException {
        serial++;
        send(message(target, member, taken, arguments));
        while (true) {
            ByteBuffer fixed = receive(FIXED_HEADER);
            fixed.order(fixed.get(0) == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            int type = fixed.get(1);
            int bodyLength = checked(fixed.getInt(4));
            int fieldsLength = checked(fixed.getInt(12));
            BusReader fields = reader(receive(fieldsLength), fixed.order());
            receive(Math.floorMod(-fieldsLength, 8));
            Fields header = Fields.read(fields);
            BusReader body = reader(receive(bodyLength), fixed.order());
            // Signals, and answers to nobody's question, are passed over.
            if ((type == ANSWER || type == ERROR) && header.answerTo() == serial) {
                return answer(type, header, body, given);
            }
        }
    }

    private static BusReader answer(int type, Fields header, BusReader body, String given) throws IOException {
        if (type == ERROR) {
            throw new ErrorAnswerException(header.error());
        }
        if (!header.signature().equals(given)) {
            throw new ProtocolException("an answer on the bus is of another type than it must be");
        }
        return body;
    }

    private byte[] message(Target target, String member, String taken, BusWriter arguments) {
        BusWriter fields = new BusWriter();
        field(fields, Fields.PATH, "o").string(target.path());
        field(fields, Fields.INTERFACE, "s").string(target.type());
        field(fields, Fields.MEMBER, "s").string(member);
        field(fields, Fields.DESTINATION, "s").string(target.service());
        if (!taken.isEmpty()) {
            field(fields, Fields.SIGNATURE, "g").signature(taken);
        }
        return new BusWriter()
                .octet('l')
                .octet(CALL)
                .octet(0)
                .octet(1)
                .uint32(arguments.size())
                .uint32(serial)
                .array(fields)
                .align(8)
                .raw(arguments.toBytes())
                .toBytes();
    }

    private static BusWriter field(BusWriter fields, int code, String type) {
        return fields.align(8).octet(code).signature(type);
    }

    private void greet() throws IOException {
        try {
            authenticate();
            String dbus = "org.freedesktop.DBus";
            call(new Target(dbus, "/org/freedesktop/DBus", dbus), "Hello", "", new BusWriter(), "s");
        } catch (ProtocolException | ErrorAnswerException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(TURNED_AWAY + ", which hung up, as it does where it is another user's", e);
        }
    }

    /** The bus knows from the kernel who we are, and need not be told. */
    private void authenticate() throws IOException {
        send("\0AUTH EXTERNAL\r\nDATA\r\n".getBytes(StandardCharsets.US_ASCII));
        String line = line();
        while (line.equals("DATA")) {
            line = line();
        }
        if (line.startsWith("REJECTED")) {
            throw new IOException(TURNED_AWAY);
        }
        if (!line.startsWith("OK ")) {
            throw new ProtocolException("what listens at the bus's socket is no bus");
        }
        send("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            line.append((char) receive(1).get());
            if (line.length() >= 2 && line.charAt(line.length() - 1) == '\n') {
                return line.substring(0, line.length() - 2);
            }
        }
        throw new ProtocolException("what listens at the bus's socket is no bus");
    }

    private void send(byte[] message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private ByteBuffer receive(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the session bus closed the connection");
            }
        }
        return bytes.flip();
    }

    private static BusReader reader(ByteBuffer bytes, ByteOrder order) {
        return new BusReader(bytes.order(order));
    }

    private static int checked(int length) throws ProtocolException {
        if (length < 0 || length > LONGEST_MESSAGE) {
            throw new ProtocolException("a message on the bus is too long");
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * What a message's header tells.
     *
     * @param answerTo the call that it answers, or 0
     * @param error the error's name, or empty
     * @param signature the types of the body
     */
    private record Fields(int answerTo, String error, String signature) {
        static final int PATH = 1;
        static final int INTERFACE = 2;
        static final int MEMBER = 3;
        static final int ERROR_NAME = 4;
        static final int REPLY_SERIAL = 5;
        static final int DESTINATION = 6;
        static final int SIGNATURE = 8;

        static Fields read(BusReader fields) throws ProtocolException {
            int answerTo = 0;
            String error = "";
            String signature = "";
            while (fields.hasMore()) {
                int code = fields.align(8).octet();
                String type = fields.signature();
                Object value = switch (type) {
                    case "s", "o" -> fields.string();
                    case "g" -> fields.signature();
                    case "u" -> fields.uint32();
                    default -> throw new ProtocolException("a message on the bus has a header of a strange type");
                };
                if (code == REPLY_SERIAL && value instanceof Integer number) {
                    answerTo = number;
                } else if (code == ERROR_NAME && value instanceof String name) {
                    error = name;
                } else if (code == SIGNATURE && value instanceof String types) {
                    signature = types;
                }
            }
            return new Fields(answerTo, error, signature);
        }
    }
}

package dev.latchkey.keyring.bus;

import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.bus.BusCodec.Variant;
import java.io.ByteArrayOutputStream;
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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection to the D-Bus session bus that needs no D-Bus library. It can call a method and read the reply, in a tenth of the time that
 * the library takes to load. Used by one thread; may block until the thread is interrupted.
 */
public final class SessionBus implements AutoCloseable {
    private static final String ADDRESS = "DBUS_SESSION_BUS_ADDRESS";
    private static final String TURNED_AWAY = "Permission denied by the session bus";
    private static final String NO_BUS = "what listens at the bus's socket is no bus";
    private static final int LONGEST_LINE = 512;
    private static final int LONGEST_MESSAGE = 1 << 20;
    private static final int FIXED_HEADER = 16;
    private static final int CALL = 1;
    private static final int ANSWER = 2;
    private static final int ERROR = 3;
    private static final int PATH = 1;
    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int ERROR_NAME = 4;
    private static final int REPLY_SERIAL = 5;
    private static final int DESTINATION = 6;
    private static final int SIGNATURE = 8;

    private final SocketChannel channel;
    private int serial;

    private SessionBus(SocketChannel channel) {
        this.channel = channel;
    }

    /** An object on the bus and the interface used to call it. */
    record Target(String service, String path, String type) {}

    /** The address of the bus, if there may be one; it might not respond. */
    static Optional<String> address(Map<String, String> environment) {
        String given = System.getProperty(ADDRESS, environment.getOrDefault(ADDRESS, ""));
        if (!given.isBlank()) {
            return given.startsWith("disabled:") ? Optional.empty() : Optional.of(given);
        }
        String runtimeFolder = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtimeFolder.isBlank()) {
            return Optional.empty();
        }
        try {
            // Use the default file system, because others do not support sockets.
            Path socket = UnixDomainSocketAddress.of(runtimeFolder + "/bus").getPath();
            return Files.notExists(socket) ? Optional.empty() : Optional.of("unix:path=" + socket);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Tells java-keyring's D-Bus library, which knows only the variable, about a bus at the default socket. */
    public static void announce(Map<String, String> environment) {
        if (environment.getOrDefault(ADDRESS, "").isBlank() && System.getProperty(ADDRESS) == null) {
            address(environment).ifPresent(found -> System.setProperty(ADDRESS, found));
        }
    }

    /**
     * Connects and sends the hello call.
     *
     * @throws KeyringException if there is no bus, or it rejects this user, as it does after sudo
     * @throws IOException if the wait was interrupted
     */
    static SessionBus connect(Map<String, String> environment) throws IOException, KeyringException {
        String address = address(environment)
                .orElseThrow(() -> new KeyringException(
                        KeyringState.NO_BUS,
                        "neither " + ADDRESS + " is set nor is there a socket at $XDG_RUNTIME_DIR/bus"));
        SessionBus bus = new SessionBus(SocketChannel.open(StandardProtocolFamily.UNIX));
        try {
            bus.channel.connect(UnixDomainSocketAddress.of(path(address)));
            bus.greet();
            return bus;
        } catch (IOException e) {
            bus.close();
            throw new KeyringException(stateAfter(e), e);
        } catch (KeyringException | RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    static KeyringState stateAfter(IOException failure) {
        boolean denied = String.valueOf(failure.getMessage()).contains("Permission denied");
        return denied ? KeyringState.DENIED : KeyringState.NO_BUS;
    }

    /** Parses an address as java-keyring's library does: only one bus, and no escapes. */
    private static String path(String address) throws IOException {
        if (address.startsWith("unix:")) {
            for (String parameter : address.substring("unix:".length()).split(",")) {
                if (parameter.startsWith("path=")) {
                    return parameter.substring("path=".length());
                }
            }
        }
        throw new IOException("the bus is not at a socket in the file system: " + address);
    }

    /**
     * Calls a method.
     *
     * @param taken the types of its arguments
     * @param given the types of its result
     * @return the values of the result
     * @throws KeyringException if the reply is an error; the message is the error's name
     * @throws IOException if there is no reply, or a malformed one
     */
    List<Object> call(Target target, String member, String taken, String given, Object... arguments)
            throws IOException, KeyringException {
        serial++;
        send(message(target, member, taken, List.of(arguments)));
        while (true) {
            ByteBuffer fixed = receive(FIXED_HEADER);
            fixed.order(fixed.get(0) == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            int type = fixed.get(1);
            int fieldsLength = fixed.getInt(12);
            List<Object> fields = BusCodec.readAll("(yv)", receive(fieldsLength).order(fixed.order()));
            receive(Math.floorMod(-fieldsLength, 8));
            ByteBuffer body = receive(fixed.getInt(4)).order(fixed.order());
            // Skip signals and replies to other calls.
            if ((type == ANSWER || type == ERROR) && field(fields, REPLY_SERIAL).equals(serial)) {
                if (type == ERROR) {
                    String name = field(fields, ERROR_NAME).toString();
                    throw new KeyringException(stateIn(name), name);
                }
                if (!field(fields, SIGNATURE).equals(given)) {
                    throw new ProtocolException("an answer on the bus is of another type than it must be");
                }
                return BusCodec.read(given, body);
            }
        }
    }

    private static KeyringState stateIn(String error) {
        if (error.endsWith(".ServiceUnknown") || error.endsWith(".NameHasNoOwner") || error.contains(".Spawn.")) {
            return KeyringState.NO_SERVICE;
        }
        if (error.endsWith(".IsLocked")) {
            return KeyringState.LOCKED;
        }
        boolean denied = error.endsWith(".AccessDenied") || error.endsWith(".Denied");
        return denied ? KeyringState.DENIED : KeyringState.FAILED;
    }

    /** A header field of a reply, or an empty string. */
    private static Object field(List<Object> fields, int code) {
        for (Object field : fields) {
            if (((List<?>) field).get(0).equals(code)) {
                return ((Variant) ((List<?>) field).get(1)).value();
            }
        }
        return "";
    }

    private byte[] message(Target target, String member, String taken, List<?> arguments) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BusCodec.write(body, taken, arguments);
        List<Object> fields = new ArrayList<>(List.of(
                List.of(PATH, new Variant("o", target.path())),
                List.of(INTERFACE, new Variant("s", target.type())),
                List.of(MEMBER, new Variant("s", member)),
                List.of(DESTINATION, new Variant("s", target.service()))));
        if (!taken.isEmpty()) {
            fields.add(List.of(SIGNATURE, new Variant("g", taken)));
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        BusCodec.write(message, "yyyyuua(yv)", List.of((int) 'l', CALL, 0, 1, body.size(), serial, fields));
        BusCodec.pad(message, 8);
        message.writeBytes(body.toByteArray());
        return message.toByteArray();
    }

    private void greet() throws IOException, KeyringException {
        try {
            authenticate();
            call(new Target("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus"), "Hello", "", "s");
        } catch (ProtocolException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            String hungUp = TURNED_AWAY + ", which hung up, as it does where it is another user's";
            throw new KeyringException(KeyringState.DENIED, hungUp);
        }
    }

    /** The kernel tells the bus which user we are, so no credentials are needed. */
    private void authenticate() throws IOException, KeyringException {
        send("\0AUTH EXTERNAL\r\nDATA\r\n".getBytes(StandardCharsets.US_ASCII));
        String line = line();
        while (line.equals("DATA")) {
            line = line();
        }
        if (line.startsWith("REJECTED")) {
            throw new KeyringException(KeyringState.DENIED, TURNED_AWAY);
        }
        if (!line.startsWith("OK ")) {
            throw new ProtocolException(NO_BUS);
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
        throw new ProtocolException(NO_BUS);
    }

    private void send(byte[] message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private ByteBuffer receive(int length) throws IOException {
        if (length < 0 || length > LONGEST_MESSAGE) {
            throw new ProtocolException("a message on the bus is too long");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the session bus closed the connection");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

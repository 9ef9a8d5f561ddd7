package dev.latchkey.keyring.bus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A fake bus that responds to each call with prepared bytes, whatever the call is, and then closes the connection. */
final class PlayedBus implements AutoCloseable {
    private static final int REPLY_SERIAL = 5;
    private static final int SIGNATURE = 8;

    private final ServerSocketChannel server;
    private final Path socket;
    private final String greeting;
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Thread thread = new Thread(this::serve, "played-bus");

    private PlayedBus(Path socket, String greeting, List<byte[]> answers) throws IOException {
        this.socket = socket;
        this.greeting = greeting;
        this.answers.addAll(answers);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        thread.setDaemon(true);
        thread.start();
    }

    /** Accepts every client, answers the hello call, and then sends these replies. */
    static PlayedBus answering(Path folder, byte[]... answers) throws IOException {
        List<byte[]> all = new ArrayList<>();
        all.add(answer(1, "s", new BusBytes().string(":1.1")));
        all.addAll(List.of(answers));
        return new PlayedBus(folder.resolve("bus"), "DATA\r\nOK 0123456789abcdef\r\n", all);
    }

    /** Accepts every client and answers the hello call with this. */
    static PlayedBus helloing(Path folder, byte[] answer) throws IOException {
        return new PlayedBus(folder.resolve("bus"), "OK 0123456789abcdef\r\n", List.of(answer));
    }

    /** Sends this to every client, and nothing else. */
    static PlayedBus greeting(Path folder, String greeting) throws IOException {
        return new PlayedBus(folder.resolve("bus"), greeting, List.of());
    }

    /** A valid reply to the call with that number. */
    static byte[] answer(int call, String signature, BusBytes body) {
        return message('l', 2, fields(call, signature), body.toBytes(), body.size());
    }

    static BusBytes fields(int call, String signature) {
        return new BusBytes()
                .octet(REPLY_SERIAL)
                .signature("u")
                .uint32(call)
                .align(8)
                .octet(SIGNATURE)
                .signature("g")
                .signature(signature);
    }

    static byte[] error(int call, String name) {
        BusBytes fields = new BusBytes()
                .octet(REPLY_SERIAL)
                .signature("u")
                .uint32(call)
                .align(8)
                .octet(4)
                .signature("s")
                .string(name);
        return message('l', 3, fields, new byte[0], 0);
    }

    /** A message with an arbitrary claim about the length of its body. */
    static byte[] message(char order, int type, BusBytes fields, byte[] body, int claimed) {
        return new BusBytes()
                .octet(order)
                .octet(type)
                .octet(0)
                .octet(1)
                .uint32(claimed)
                .uint32(77)
                .array(fields)
                .align(8)
                .raw(body)
                .toBytes();
    }

    Path socket() {
        return socket;
    }

    /** Everything that clients sent. */
    String heard() throws InterruptedException {
        thread.join();
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private void serve() {
        try (SocketChannel peer = server.accept()) {
            hear(peer, "DATA\r\n");
            peer.write(ByteBuffer.wrap(greeting.getBytes(StandardCharsets.US_ASCII)));
            if (answers.isEmpty()) {
                return;
            }
            hear(peer, "BEGIN\r\n");
            while (!answers.isEmpty()) {
                hearCall(peer);
                peer.write(ByteBuffer.wrap(answers.remove()));
            }
        } catch (IOException e) {
            // The client closed the connection; the test checks what it made of the replies.
        }
    }

    private void hear(SocketChannel peer, String last) throws IOException {
        while (!heard.toString(StandardCharsets.ISO_8859_1).endsWith(last)) {
            heard.writeBytes(read(peer, 1));
        }
    }

    private void hearCall(SocketChannel peer) throws IOException {
        byte[] fixed = read(peer, 16);
        heard.writeBytes(fixed);
        ByteBuffer numbers = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
        int fields = numbers.getInt(12);
        heard.writeBytes(read(peer, fields + Math.floorMod(-fields, 8) + numbers.getInt(4)));
    }

    private static byte[] read(SocketChannel peer, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (peer.read(bytes) < 0) {
                throw new IOException("hung up");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws Exception {
        server.close();
        thread.join();
    }
}

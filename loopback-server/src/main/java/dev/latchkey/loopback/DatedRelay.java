package dev.latchkey.loopback;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Relays connections to the JDK's HTTP server and corrects the {@code Date} header, for tests with a fake clock. That server always uses
 * the system's clock, whatever {@code Date} is set, so a client would see a clock that is months off. Everything else is passed through
 * unchanged. The relay works line by line, so it does not need to parse lengths and chunks. It would also change a body line that begins
 * with {@code Date:}, but this server sends none.
 */
final class DatedRelay implements AutoCloseable {
    private static final byte[] NAME = "Date: ".getBytes(StandardCharsets.US_ASCII);
    /** The format of RFC 9110 §5.6.7; the JDK's own format writes single-digit days. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final ServerSocket front;
    private final InetSocketAddress back;
    private final LoopbackClock clock;
    private final Executor threads;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * @param front the socket that clients connect to
     * @param back the server's address
     */
    DatedRelay(ServerSocket front, InetSocketAddress back, LoopbackClock clock, Executor threads) {
        this.front = front;
        this.back = back;
        this.clock = clock;
        this.threads = threads;
    }

    /** Accepts connections until closed. Runs on a thread of its own. */
    void run() {
        while (!front.isClosed()) {
            try {
                connect(front.accept());
            } catch (IOException | RejectedExecutionException e) {
                continue; // This connection failed, or the relay was closed.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        Socket server = serverFor(client);
        sockets.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        threads.execute(() -> requests(client, server));
        threads.execute(() -> answers(server, client));
    }

    private Socket serverFor(Socket client) throws IOException {
        try {
            return new Socket(back.getAddress(), back.getPort());
        } catch (IOException e) {
            closeQuietly(client);
            throw e;
        }
    }

    private static void requests(Socket client, Socket server) {
        try {
            client.getInputStream().transferTo(server.getOutputStream());
            server.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(server); // This ends the other direction, too.
        }
    }

    private void answers(Socket server, Socket client) {
        try (server;
                client) {
            copy(new BufferedInputStream(server.getInputStream()), new BufferedOutputStream(client.getOutputStream()));
        } catch (IOException e) {
            return; // One side has closed; now both are closed.
        } finally {
            sockets.remove(server);
            sockets.remove(client);
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            line.write(next);
            boolean isWhole = next == '\n';
            boolean waits = in.available() == 0;
            if (isWhole || (waits && !mayBeDate(line.toByteArray()))) {
                out.write(isWhole ? dated(line.toByteArray()) : line.toByteArray());
                line.reset();
            }
            if (waits) {
                out.flush();
            }
            next = in.read();
        }
        out.write(line.toByteArray());
        out.flush();
    }

    private byte[] dated(byte[] line) {
        return line.length > NAME.length && mayBeDate(line)
                ? ("Date: " + DATE.format(clock.now()) + "\r\n").getBytes(StandardCharsets.US_ASCII)
                : line;
    }

    /** Whether the line so far may be the beginning of a Date header. */
    private static boolean mayBeDate(byte[] line) {
        for (int i = 0; i < Math.min(line.length, NAME.length); i++) {
            if (line[i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        closeQuietly(front);
        sockets.forEach(DatedRelay::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            return;
        }
    }
}

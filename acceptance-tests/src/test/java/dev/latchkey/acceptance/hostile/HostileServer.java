package dev.latchkey.acceptance.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives each path its planned responses, byte for byte; one request per connection. The last response of a path is repeated. */
final class HostileServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    HostileServer() {
        try {
            socket = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Sets the responses for this path, in order. */
    HostileServer on(String path, Answer... inTurn) {
        answers.put(path, new ArrayDeque<>(List.of(inTurn)));
        return this;
    }

    /** Proper metadata and a device code with an interval of one second; {@code /token} is left to the test. */
    HostileServer withMetadataAndDeviceCode(int expiresIn) {
        return on(
                        "/.well-known/openid-configuration",
                        Answer.json("{\"issuer\":\"" + issuer() + "\",\"token_endpoint\":\"" + issuer()
                                + "/token\",\"device_authorization_endpoint\":\"" + issuer() + "/device\"}"))
                .on(
                        "/device",
                        Answer.json("{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"" + issuer()
                                + "/page\",\"interval\":1,\"expires_in\":" + expiresIn + "}"));
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** The number of requests to this path. */
    long requests(String path) {
        return requests.stream().filter(path::equals).count();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                start(() -> serve(connection));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            String path = path(connection.getInputStream());
            requests.add(path);
            next(path).to(connection);
        } catch (IOException e) {
            return; // The client closed the connection, which it is allowed to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer next(String path) {
        Deque<Answer> left = answers.getOrDefault(path, new ArrayDeque<>(List.of(Answer.http(404, "text/plain", ""))));
        return left.size() > 1 ? left.pop() : left.getFirst();
    }

    /** Reads the whole request, because closing would otherwise reset the connection. */
    private static String path(InputStream in) throws IOException {
        String head = head(in);
        int length = head.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("content-length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("content-length: ".length())))
                .findFirst()
                .orElse(0);
        in.readNBytes(length);
        return head.substring(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the client went away");
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.latchkey.testkit.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A loopback server that sends any bytes that a test wants; one request per connection. */
final class ScriptedServer implements AutoCloseable {
    /** How to respond to a request. */
    @FunctionalInterface
    interface Script {
        /** Writes the response. The connection is closed when this returns. */
        void answer(Received request, OutputStream out) throws IOException, InterruptedException;
    }

    /** A request as received. */
    record Received(String line, List<String> headers, byte[] body) {
        Optional<String> header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(header -> header.substring(prefix.length()))
                    .findFirst();
        }
    }

    private final ServerSocket socket;
    private final Script script;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();

    ScriptedServer(Script script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Always gives the same response, with its line breaks converted to those of HTTP. */
    static ScriptedServer answering(String answer) {
        byte[] bytes = answer.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new ScriptedServer((request, out) -> out.write(bytes));
    }

    /** An origin where no server listens. */
    static URI nobody() {
        ScriptedServer gone = answering("");
        gone.close();
        return gone.uri("/");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    /** The number of requests that were received and not taken by {@link #next}. */
    int count() {
        return received.size();
    }

    /** Waits for the next request. */
    Received next() throws InterruptedException {
        Received next = received.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no request came");
        }
        return next;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
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
            connection.setTcpNoDelay(true);
            Received request = read(connection.getInputStream());
            received.add(request);
            OutputStream out = connection.getOutputStream();
            script.answer(request, out);
            out.flush();
            connection.shutdownOutput();
        } catch (IOException e) {
            return; // The client closed the connection, which it is allowed to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Received read(InputStream in) throws IOException {
        String line = line(in);
        List<String> headers = new ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        Received head = new Received(line, headers, new byte[0]);
        int length = head.header("content-length").map(Integer::parseInt).orElse(0);
        return new Received(line, headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the client went away");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
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

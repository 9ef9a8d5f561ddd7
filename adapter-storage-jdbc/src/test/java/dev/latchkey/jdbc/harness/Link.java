package dev.latchkey.jdbc.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One host's way to the database: passes on what is sent, until it is cut, slowed down or stalled. Safe for use by several threads. */
public final class Link implements AutoCloseable {
    private final ServerSocket front;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile long delayMillis;
    private volatile boolean stalled;

    /** @param target the database's port on this machine */
    public Link(int target) throws IOException {
        this.target = target;
        front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return front.getLocalPort();
    }

    /** From here on it leads elsewhere; connections that are open are cut. */
    public void to(int newTarget) {
        target = newTarget;
        cut();
    }

    /** Resets all connections. */
    public void cut() {
        sockets.forEach(Link::reset);
    }

    /** Holds each piece of what is sent back for so long. */
    public void slow(long newDelayMillis) {
        delayMillis = newDelayMillis;
    }

    /** Passes on nothing and connects nobody until it goes on; nobody is told. */
    public void stall() {
        stalled = true;
    }

    public void goOn() {
        stalled = false;
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                sockets.add(client);
                start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or a client that is gone already.
            }
        }
    }

    private void connect(Socket client) {
        try {
            awaitPassage();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> pass(client, server));
            pass(server, client);
        } catch (IOException | InterruptedException e) {
            reset(client);
        } finally {
            sockets.remove(client);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitPassage();
                out.write(buffer, 0, count);
            }
        } catch (IOException | InterruptedException e) {
            reset(from);
            reset(to);
        } finally {
            sockets.remove(from);
        }
    }

    private void awaitPassage() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(delayMillis);
        while (stalled && !front.isClosed()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        front.close();
        cut();
    }
}

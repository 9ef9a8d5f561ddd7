package dev.latchkey.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Creates sockets that receive a limited number of bytes. OkHttp limits headers by itself, and bodies are limited where they are read, but
 * OkHttp reads the line before a chunk without a limit. Each connection serves one exchange, so the connection's limit is the reply's.
 */
final class BoundedSocketFactory extends SocketFactory {
    /** Headers, interim responses and certificates. */
    private static final long BESIDE_THE_BODY = 1 << 20;

    /** A chunk of one byte takes six; the rest is for TLS. */
    private static final long BYTES_ON_THE_WIRE = 8;

    private final int replyLimit;

    BoundedSocketFactory(int replyLimit) {
        this.replyLimit = replyLimit;
    }

    @Override
    public Socket createSocket() {
        return new BoundedSocket(BESIDE_THE_BODY + BYTES_ON_THE_WIRE * replyLimit, replyLimit);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw connectingIsNotDoneHere();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw connectingIsNotDoneHere();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw connectingIsNotDoneHere();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw connectingIsNotDoneHere();
    }

    private static SocketException connectingIsNotDoneHere() {
        return new SocketException("only unconnected sockets are made here");
    }
}

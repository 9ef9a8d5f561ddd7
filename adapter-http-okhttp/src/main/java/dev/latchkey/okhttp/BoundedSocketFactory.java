package dev.latchkey.okhttp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
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
        return new BoundedSocket(replyLimit);
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

    /** A socket that fails with a {@link Messages.TooLargeException} when it has received too much. */
    private static final class BoundedSocket extends Socket {
        private final AtomicLong left;
        private final int replyLimit;

        BoundedSocket(int replyLimit) {
            left = new AtomicLong(BESIDE_THE_BODY + BYTES_ON_THE_WIRE * replyLimit);
            this.replyLimit = replyLimit;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int octet = in.read();
                    count(octet < 0 ? 0 : 1);
                    return octet;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int count = in.read(buffer, offset, length);
                    count(count);
                    return count;
                }
            };
        }

        private void count(int received) throws Messages.TooLargeException {
            if (received > 0 && left.addAndGet(-received) < 0) {
                throw new Messages.TooLargeException(replyLimit);
            }
        }
    }
}

package dev.latchkey.acceptance.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Two servers that accept requests for any host and port: one with TLS, one without. */
final class EverywhereServer implements AutoCloseable {
    /** Ports with TLS; all others are plain. */
    private static final Set<Integer> SECURE_PORTS = Set.of(443, 8443);

    private static final Duration PATIENCE = Duration.ofMillis(400);

    /**
     * A request as received.
     *
     * @param secure whether it was sent over TLS
     * @param host its {@code Host} header
     * @param target its request target
     * @param headers its headers
     */
    record Arrival(boolean secure, String host, String target, Headers headers) {}

    private final MockWebServer secure = new MockWebServer();
    private final MockWebServer plain = new MockWebServer();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final Queue<MockResponse> planned = new ConcurrentLinkedQueue<>();
    private final HandshakeCertificates trust;

    EverywhereServer() {
        HeldCertificate certificate =
                new HeldCertificate.Builder().commonName("everywhere").build();
        secure.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        secure.setDispatcher(answering(true));
        plain.setDispatcher(answering(false));
        try {
            secure.start(InetAddress.getByName("127.0.0.1"), 0);
            plain.start(InetAddress.getByName("127.0.0.1"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that connects to one of the two servers for every name and port, as if an attacker controlled them all. */
    OkHttpClient client() {
        return new OkHttpClient.Builder()
                .dns(name -> List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1})))
                .socketFactory(new Rerouted())
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .hostnameVerifier((name, session) -> true)
                .protocols(List.of(Protocol.HTTP_1_1))
                // A TLS client and a plain server would wait for each other.
                .connectTimeout(PATIENCE)
                .readTimeout(PATIENCE)
                .retryOnConnectionFailure(false)
                .build();
    }

    /** Sets the next response; the default is an empty 200. */
    void plan(MockResponse answer) {
        planned.add(answer);
    }

    /** The requests received since the last call. */
    List<Arrival> takeArrivals() {
        List<Arrival> taken = List.copyOf(arrivals);
        arrivals.clear();
        planned.clear();
        return taken;
    }

    private Dispatcher answering(boolean isSecure) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String host = request.getHeaders().get("Host");
                arrivals.add(new Arrival(isSecure, String.valueOf(host), request.getTarget(), request.getHeaders()));
                MockResponse next = planned.poll();
                return next == null ? new MockResponse.Builder().build() : next;
            }
        };
    }

    @Override
    public void close() {
        secure.close();
        plain.close();
    }

    /** Sockets that connect to one of the two servers, whatever the address. */
    private final class Rerouted extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress endpoint, int timeout) throws IOException {
                    boolean toSecure = SECURE_PORTS.contains(((InetSocketAddress) endpoint).getPort());
                    int port = toSecure ? secure.getPort() : plain.getPort();
                    super.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("OkHttp connects by itself");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("OkHttp connects by itself");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException("OkHttp connects by itself");
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException("OkHttp connects by itself");
        }
    }
}

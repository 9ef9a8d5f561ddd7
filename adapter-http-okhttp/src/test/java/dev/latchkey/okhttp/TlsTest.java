package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.HttpCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Test authority")
            .build();

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static HeldCertificate.Builder certificate(String host) {
        return new HeldCertificate.Builder().signedBy(AUTHORITY).addSubjectAlternativeName(host);
    }

    private void serve(HeldCertificate certificate) throws IOException {
        SSLSocketFactory factory = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory();
        server.useHttps(factory);
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    private HttpCall call() {
        return HttpCall.get(
                server.url("/").newBuilder().host("127.0.0.1").build().uri(), List.of());
    }

    private static OkHttpTransport trusting(HeldCertificate... authorities) {
        ClientSettings.Builder settings = ClientSettings.builder();
        for (HeldCertificate authority : authorities) {
            settings.trustAlso(authority.certificatePem());
        }
        return new OkHttpTransport(settings.build());
    }

    private TransportException failure(OkHttpTransport transport) {
        TransportException failed = assertThrows(TransportException.class, () -> transport.exchange(call()));
        assertFalse(failed.requestMayHaveBeenSent());
        return failed;
    }

    @Test
    void anUnknownAuthorityIsRefusedAndToldFromOtherFailures() throws IOException {
        serve(certificate("127.0.0.1").build());

        TransportException failed = failure(new OkHttpTransport());

        assertEquals(Kind.UNTRUSTED, failed.kind());
    }

    @Test
    void aTrustStoreThatCannotBeReadIsNamedAndHindersNoPlainExchange(@TempDir Path folder) throws Exception {
        Path torn = Files.writeString(folder.resolve("cacerts"), "torn");
        String before = System.getProperty(TRUST_STORE);
        System.setProperty(TRUST_STORE, torn.toString());
        try {
            server.start(InetAddress.getByName("127.0.0.1"), 0);
            server.enqueue(new MockResponse.Builder().body("plain").build());
            OkHttpTransport transport = new OkHttpTransport();
            HttpCall plain = call();
            HttpCall secure = HttpCall.get(URI.create(plain.uri().toString().replace("http:", "https:")), List.of());

            assertEquals("plain", transport.exchange(plain).body().reveal());
            TransportException failed = assertThrows(TransportException.class, () -> transport.exchange(secure));
            assertEquals(Kind.TLS, failed.kind());
            assertTrue(String.valueOf(failed.getMessage()).contains(TRUST_STORE), failed::toString);
        } finally {
            if (before == null) {
                System.clearProperty(TRUST_STORE);
            } else {
                System.setProperty(TRUST_STORE, before);
            }
        }
    }

    @Test
    void anAddedAuthorityIsTrusted() throws Exception {
        serve(certificate("127.0.0.1").build());
        server.enqueue(new MockResponse.Builder().body("secure").build());

        assertEquals("secure", trusting(AUTHORITY).exchange(call()).body().reveal());
    }

    @Test
    void anAddedAuthorityDoesNotReplaceTheSystems() {
        int system = Authorities.systemAnd(List.of()).getAcceptedIssuers().length;

        int both = Authorities.systemAnd(List.of(AUTHORITY.certificate())).getAcceptedIssuers().length;

        assertTrue(system > 0);
        assertEquals(system + 1, both);
    }

    @Test
    void theAuthoritiesOfTheEnvironmentAreTrusted(@TempDir Path folder) throws Exception {
        serve(certificate("127.0.0.1").build());
        server.enqueue(new MockResponse.Builder().body("secure").build());

        OkHttpTransport transport = new OkHttpTransport(environment(folder, AUTHORITY.certificatePem()));

        assertEquals("secure", transport.exchange(call()).body().reveal());
    }

    @Test
    void aFileOfTheEnvironmentThatHoldsNoCertificateIsNamed(@TempDir Path folder) throws Exception {
        serve(certificate("127.0.0.1").build());

        TransportException failed = failure(new OkHttpTransport(environment(folder, "nothing")));

        assertEquals(Kind.TLS, failed.kind());
        String message = String.valueOf(failed.getMessage());
        assertTrue(message.contains("SSL_CERT_FILE: " + folder.resolve("ca.pem")), message);
    }

    @Test
    void aFileOfTheEnvironmentThatIsNotThereIsToldAtOnce() {
        ClientSettings.Builder settings = ClientSettings.builder();
        Map<String, String> variables = Map.of("SSL_CERT_FILE", "/none.pem");

        Exception refused = assertThrows(IllegalArgumentException.class, () -> settings.environment(variables));

        assertTrue(String.valueOf(refused.getMessage()).contains("SSL_CERT_FILE"), refused::toString);
    }

    @Test
    void aClientOfTheCallersOwnTrustsThemToo(@TempDir Path folder) throws Exception {
        serve(certificate("127.0.0.1").build());
        server.enqueue(new MockResponse.Builder().body("secure").build());
        OkHttpClient client = environment(folder, AUTHORITY.certificatePem()).applyTo(new OkHttpClient());

        try (Response response = client.newCall(Messages.request(call())).execute()) {
            assertEquals("secure", response.body().string());
        }
    }

    @Test
    void aClientThatTrustsOthersThanTheSystemKeepsThoseAlone(@TempDir Path folder) throws Exception {
        serve(certificate("127.0.0.1").build());
        HandshakeCertificates others = new HandshakeCertificates.Builder()
                .addTrustedCertificate(new HeldCertificate.Builder().build().certificate())
                .build();
        OkHttpClient pinned = new OkHttpClient.Builder()
                .sslSocketFactory(others.sslSocketFactory(), others.trustManager())
                .build();
        OkHttpClient client = environment(folder, AUTHORITY.certificatePem()).applyTo(pinned);

        assertThrows(
                SSLException.class,
                () -> client.newCall(Messages.request(call())).execute());
    }

    /** As one that is made of several does. */
    @Test
    void aTrustManagerMayNameAnAuthorityTwice(@TempDir Path folder) throws Exception {
        X509Certificate authority = new HeldCertificate.Builder().build().certificate();
        HandshakeCertificates others = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority)
                .build();
        X509TrustManager twice = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[] {authority, authority};
            }
        };
        OkHttpClient base = new OkHttpClient.Builder()
                .sslSocketFactory(others.sslSocketFactory(), twice)
                .build();

        OkHttpClient client = environment(folder, AUTHORITY.certificatePem()).applyTo(base);

        assertEquals(twice, client.x509TrustManager());
    }

    private static ClientSettings environment(Path folder, String pem) throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), pem);
        return ClientSettings.builder()
                .environment(Map.of("SSL_CERT_FILE", file.toString()))
                .build();
    }

    @Test
    void anotherAddedAuthorityHelpsNothing() throws IOException {
        serve(certificate("127.0.0.1").build());
        HeldCertificate other =
                new HeldCertificate.Builder().certificateAuthority(0).build();

        assertEquals(Kind.UNTRUSTED, failure(trusting(other)).kind());
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws IOException {
        serve(certificate("hub.example").build());

        TransportException failed = failure(trusting(AUTHORITY));

        assertEquals(Kind.TLS, failed.kind());
        assertTrue(failed.toString().contains("for another host"), failed::toString);
    }

    @Test
    void anExpiredCertificateIsRefused() throws IOException {
        serve(certificate("127.0.0.1").validityInterval(0, 1_000).build());

        TransportException failed = failure(trusting(AUTHORITY));

        assertEquals(Kind.TLS, failed.kind());
        assertTrue(failed.toString().contains("expired"), failed::toString);
    }

    @Test
    void aServerWithoutTlsIsRefused() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread answering = new Thread(() -> answerPlainly(plain));
            answering.start();
            HttpCall secure = HttpCall.get(URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/"), List.of());

            TransportException failed =
                    assertThrows(TransportException.class, () -> new OkHttpTransport().exchange(secure));

            answering.join();
            assertEquals(Kind.TLS, failed.kind());
            assertFalse(failed.requestMayHaveBeenSent());
        }
    }

    private static void answerPlainly(ServerSocket server) {
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            return; // The client has closed the connection.
        }
    }

    @Test
    void aHandshakeThatStallsTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            URI uri = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/");
            HttpCall hasty = HttpCall.of("GET", uri, List.of())
                    .withTimeout(Duration.ofMillis(300))
                    .withReplyLimit(100);

            TransportException failed =
                    assertThrows(TransportException.class, () -> new OkHttpTransport().exchange(hasty));

            assertEquals(Kind.TIMED_OUT, failed.kind());
            assertFalse(failed.requestMayHaveBeenSent());
        }
    }

    @Test
    void aReplyIsBoundedUnderTlsToo() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                // The line before a chunk, which OkHttp does not bound.
                Buffer line = new Buffer().writeUtf8("1;" + "x".repeat(4 << 20));
                return new MockResponse.Builder()
                        .body(line)
                        .removeHeader("Content-Length")
                        .setHeader("Transfer-Encoding", "chunked")
                        .build();
            }
        });
        serve(certificate("127.0.0.1").build());
        HttpCall small = HttpCall.of("GET", call().uri(), List.of())
                .withTimeout(Duration.ofSeconds(10))
                .withReplyLimit(1000);

        TransportException failed =
                assertThrows(TransportException.class, () -> trusting(AUTHORITY).exchange(small));

        assertEquals(Kind.TOO_LARGE, failed.kind(), failed::toString);
    }

    @Test
    void aPemFileMayHoldSeveralAndOtherThings() {
        String pem = "# ours\r\n" + AUTHORITY.certificatePem() + "-- and - theirs --\n" + AUTHORITY.privateKeyPkcs8Pem()
                + certificate("x").build().certificatePem().strip();

        assertEquals(2, Authorities.in(pem).size());
    }

    @Test
    void aPemFileWithoutCertificatesIsAnError() {
        ClientSettings.Builder settings = ClientSettings.builder();
        String torn = AUTHORITY.certificatePem().replace("MII", "M!I");

        assertThrows(IllegalArgumentException.class, () -> settings.trustAlso(""));
        assertThrows(IllegalArgumentException.class, () -> settings.trustAlso(AUTHORITY.privateKeyPkcs8Pem()));
        assertThrows(IllegalArgumentException.class, () -> settings.trustAlso(torn));
    }
}

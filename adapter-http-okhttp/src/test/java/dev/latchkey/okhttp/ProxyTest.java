package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.port.HttpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that can be reached only through a proxy, because its name does not exist. */
class ProxyTest {
    private static final String HOST = "auth.invalid";
    private static final String ALICE = "Proxy-Authorization: Basic YWxpY2U6cEBzcyB3w7ZyZA=="; // alice:p@ss wörd
    private static final String UNAUTHORIZED =
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"";
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName(HOST).build();

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        HandshakeCertificates certificates =
                new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();
        server.useHttps(certificates.sslSocketFactory());
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        server.enqueue(new MockResponse.Builder().body("reached").build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static HttpTransport through(String proxy) {
        return new OkHttpTransport(ClientSettings.builder()
                .environment(Map.of("HTTPS_PROXY", proxy))
                .trustAlso(CERTIFICATE.certificatePem())
                .build());
    }

    private static HttpCall call() {
        return HttpCall.of(
                        "GET",
                        URI.create("https://" + HOST + "/path"),
                        List.of(HttpHeader.of("Authorization", "Bearer hunter2")))
                .withTimeout(Duration.ofSeconds(10))
                .withReplyLimit(100);
    }

    private static TransportException failure(String proxy) {
        TransportException failed =
                assertThrows(TransportException.class, () -> through(proxy).exchange(call()));
        assertFalse(failed.requestMayHaveBeenSent());
        assertFalse(failed.toString().contains("hunter2"), failed::toString);
        return failed;
    }

    @Test
    void aClientOfTheCallersOwnUsesTheEnvironmentsProxyUnlessItWasGivenOne() {
        ClientSettings settings = ClientSettings.builder()
                .environment(Map.of("HTTPS_PROXY", "http://proxy.example.com:3128"))
                .build();
        Proxy own = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("own.example.com", 1));
        ProxySelector selector = ProxySelector.of(null);
        URI api = URI.create("https://api.example.com/");

        assertEquals(
                "proxy.example.com:3128",
                EnvironmentProxies.shown(settings.applyTo(new OkHttpClient()).proxySelector(), api)
                        .orElseThrow());
        assertEquals(
                own,
                settings.applyTo(new OkHttpClient.Builder().proxy(own).build()).proxy());
        assertSame(
                selector,
                settings.applyTo(new OkHttpClient.Builder()
                                .proxySelector(selector)
                                .build())
                        .proxySelector());
    }

    @Test
    void theProxyIsUsedAndSeesNothingButTheHost() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(server.getPort(), "", "")) {
            String body = through("http://127.0.0.1:" + proxy.port())
                    .exchange(call())
                    .body()
                    .reveal();

            assertEquals("reached", body);
            assertEquals(1, proxy.requests().size());
            assertTrue(proxy.requests().get(0).startsWith("CONNECT auth.invalid:443 HTTP/1.1\r\n"));
            assertFalse(proxy.requests().get(0).contains("Authorization"));
        }
    }

    @Test
    void userAndPasswordAreGivenAheadOfBeingAsked() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy(server.getPort(), ALICE, UNAUTHORIZED)) {
            String body = through("http://alice:p%40ss%20w%C3%B6rd@127.0.0.1:" + proxy.port())
                    .exchange(call())
                    .body()
                    .reveal();

            assertEquals("reached", body);
            assertEquals(1, proxy.requests().size());
            assertEquals(null, server.takeRequest().getHeaders().get("Proxy-Authorization"));
        }
    }

    @Test
    void aWrongPasswordIsTriedOnceAndTheVariableNamed() {
        try (TunnelProxy proxy = new TunnelProxy(server.getPort(), ALICE, UNAUTHORIZED)) {
            TransportException failed = failure("http://alice:hunter2@127.0.0.1:" + proxy.port());

            assertEquals(Kind.UNREACHABLE, failed.kind());
            assertTrue(failed.toString().contains("HTTPS_PROXY"), failed::toString);
            assertEquals(1, proxy.requests().size());
        }
    }

    @Test
    void aProxyThatRefusesIsSaid() {
        try (TunnelProxy proxy = new TunnelProxy(server.getPort(), "nobody", "HTTP/1.1 403 Forbidden")) {
            TransportException failed = failure("http://127.0.0.1:" + proxy.port());

            assertEquals(Kind.UNREACHABLE, failed.kind());
            assertTrue(failed.toString().contains("proxy refused with status 403"), failed::toString);
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamedWithoutItsPassword() {
        TunnelProxy gone = new TunnelProxy(0, "", "");
        gone.close();

        TransportException failed = failure("http://alice:hunter2@127.0.0.1:" + gone.port());

        assertEquals(Kind.UNREACHABLE, failed.kind());
        assertTrue(failed.toString().contains("the proxy 127.0.0.1:" + gone.port()), failed::toString);
    }

    @Test
    void thisMachineIsReachedDirectly() throws Exception {
        MockWebServer plain = new MockWebServer();
        try (plain;
                TunnelProxy proxy = new TunnelProxy(0, "", "HTTP/1.1 502 Bad Gateway")) {
            plain.start(InetAddress.getByName("127.0.0.1"), 0);
            plain.enqueue(new MockResponse.Builder().build());
            HttpTransport transport = new OkHttpTransport(ClientSettings.builder()
                    .environment(Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port()))
                    .build());

            int status = transport
                    .exchange(HttpCall.get(URI.create("http://127.0.0.1:" + plain.getPort() + "/"), List.of()))
                    .status();

            assertEquals(200, status);
            assertEquals(List.of(), proxy.requests());
        }
    }

    @Test
    void aProxyThatWantsAPasswordIsSaidWhereNoneIsSet() {
        for (String answer : List.of(UNAUTHORIZED, "HTTP/1.1 407 Proxy Authentication Required")) {
            try (TunnelProxy proxy = new TunnelProxy(server.getPort(), ALICE, answer)) {
                for (String name : List.of("127.0.0.1", "localhost")) {
                    TransportException failed = failure("http://" + name + ":" + proxy.port());

                    assertEquals(Kind.UNREACHABLE, failed.kind());
                    assertTrue(failed.toString().contains("proxy authentication failed"), failed::toString);
                }
            }
        }
    }

    @Test
    void soItIsWithoutATunnel() {
        try (TunnelProxy proxy = new TunnelProxy(server.getPort(), ALICE, UNAUTHORIZED)) {
            for (String user : List.of("", "alice:hunter2@")) {
                HttpTransport transport = new OkHttpTransport(ClientSettings.builder()
                        .environment(Map.of("ALL_PROXY", "http://" + user + "127.0.0.1:" + proxy.port()))
                        .build());

                TransportException failed = assertThrows(
                        TransportException.class,
                        () -> transport.exchange(HttpCall.get(URI.create("http://" + HOST + "/path"), List.of())));

                assertEquals(Kind.UNREACHABLE, failed.kind());
                assertTrue(failed.toString().contains("proxy authentication failed"), failed::toString);
                assertFalse(failed.requestMayHaveBeenSent());
                assertFalse(failed.toString().contains("hunter2"), failed::toString);
            }
        }
    }

    @Test
    void javasOwnAuthenticatorIsAskedWhereTheVariableHasNoUser() throws Exception {
        java.net.Authenticator.setDefault(new java.net.Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("alice", "p@ss w\u00f6rd".toCharArray());
            }
        });
        try (TunnelProxy proxy = new TunnelProxy(server.getPort(), ALICE, UNAUTHORIZED + "\r\nConnection: close")) {
            assertEquals(
                    "reached",
                    through("http://localhost:" + proxy.port())
                            .exchange(call())
                            .body()
                            .reveal());
        } finally {
            java.net.Authenticator.setDefault(null);
        }
    }
}

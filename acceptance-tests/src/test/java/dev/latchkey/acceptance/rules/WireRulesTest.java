package dev.latchkey.acceptance.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.AuthorizedRequests;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.loopback.Answer;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.ReceivedRequest;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.ClientAuthentication;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.token.StoredSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 18 to 23: HTTP. */
class WireRulesTest extends WireFixture {
    private static final int TOO_MUCH = 3 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {"http://auth.example/token", "ftp://auth.example/token", "http://127.0.0.1.nip.example/token"})
    void rule18PlainHttpIsAllowedOnlyForThisMachine(String endpoint) {
        URI secure = URI.create("https://auth.example/device");

        assertThrows(IllegalArgumentException.class, () -> Endpoints.of(secure, URI.create(endpoint)));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void rule18ARedirectFromAnEndpointIsNotFollowed(int status) {
        try (LoopbackAuthorizationServer elsewhere =
                LoopbackAuthorizationServer.builder(new MoshiJson()).time(time).start()) {
            Answer redirect = Answer.empty(status)
                    .withHeader("Location", elsewhere.uri(Endpoint.TOKEN).toString());
            AuthSession session = loggedInAndExpired();
            StoredSession before = stored();
            server.faults().answerNext(Endpoint.TOKEN, 1, redirect);
            server.faults().answerNext(Endpoint.DEVICE_AUTHORIZATION, 1, redirect);
            server.faults().answerNext(Endpoint.REVOCATION, 1, redirect);

            assertThrows(AuthException.class, session::accessToken);
            assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));
            assertEquals(before, stored());
            session.logout(LogoutScope.SERVER_AND_LOCAL);

            assertEquals(List.of(), elsewhere.log().requests());
        }
    }

    static Stream<MockResponse> tooMuch() throws IOException {
        String text = "{\"access_token\":\"" + "a".repeat(TOO_MUCH) + "\"}";
        Buffer packed = new Buffer();
        try (var gzip = Okio.buffer(new GzipSink(packed))) {
            gzip.writeUtf8(text);
        }
        return Stream.of(
                new MockResponse.Builder().body(text).build(),
                new MockResponse.Builder().chunkedBody(text, 1000).build(),
                new MockResponse.Builder()
                        .addHeader("Content-Encoding", "gzip")
                        .body(packed)
                        .build(),
                new MockResponse.Builder()
                        .addHeader("X-Endless", "h".repeat(TOO_MUCH))
                        .build(),
                new MockResponse.Builder().body("[".repeat(100_000)).build(),
                new MockResponse.Builder()
                        .body("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void rule19AnOversizedResponseIsNotReadAndNothingIsLost(MockResponse reply) throws IOException {
        try (MockWebServer odd = started(reply)) {
            AuthSession session = loggedInAndExpired(at(odd));
            StoredSession before = stored();

            assertThrows(UnreachableException.class, session::accessToken);

            assertEquals(before, stored());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF{\"access_token\":\"new\",\"token_type\":\"Bearer\",\"expires_in\":60}",
                "{\"access_token\":\"old\",\"access_token\":\"new\",\"token_type\":\"Bearer\"}",
                "  {\"token_type\":\"Bearer\",\"access_token\":\"new\",\"unknown\":{\"a\":[1,null,1e999]}}\n"
            })
    void rule19ByteOrderMarksAndDuplicateKeysAreAccepted(String body) throws IOException {
        try (MockWebServer odd = started(new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build())) {
            assertEquals(Secret.of("new"), loggedInAndExpired(at(odd)).accessToken());
        }
    }

    @Test
    void rule20ATokenIsSentOnlyToAllowedOrigins() {
        try (LoopbackAuthorizationServer other =
                LoopbackAuthorizationServer.builder(new MoshiJson()).time(time).start()) {
            AuthorizedRequests requests = requests(loggedIn());

            assertEquals(200, get(requests, server.uri("/api/hello")).status());
            get(requests, other.uri("/api/hello"));
            get(requests, URI.create("http://localhost:" + server.issuer().getPort() + "/api/hello"));

            List<ReceivedRequest> ours = server.log().requests(Endpoint.API);
            assertTrue(ours.get(0).header("Authorization").isPresent());
            assertTrue(ours.get(1).header("Authorization").isEmpty(), "localhost is another host than 127.0.0.1");
            assertTrue(other.log().requests().get(0).header("Authorization").isEmpty());
            assertTrue(ours.stream().allMatch(request -> request.query().names().isEmpty()), "never in a URL");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void rule20ATokenDoesNotFollowARedirectToAnotherOrigin(int status) throws IOException {
        try (LoopbackAuthorizationServer other =
                LoopbackAuthorizationServer.builder(new MoshiJson()).time(time).start()) {
            AuthSession session = loggedIn();
            Answer redirect = Answer.empty(status)
                    .withHeader("Location", other.uri("/api/hello").toString());
            server.faults().answerNext(Endpoint.API, 2, redirect);
            OkHttpClient client = AuthorizedClient.of(new OkHttpClient(), new DeviceCodeCredential(session));

            get(requests(session), server.uri("/api/hello"));
            try (Response response = client.newCall(new Request.Builder()
                            .url(server.uri("/api/hello").toURL())
                            .build())
                    .execute()) {
                assertTrue(response.code() > 0);
            }

            assertTrue(other.log().requests().stream()
                    .allMatch(request -> request.header("Authorization").isEmpty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space+plus", "sl/ash:co:lon", "pct%41&=?", "ümläut"})
    void rule22ASecretIsFormEncodedBeforeBase64(String secret) {
        try (LoopbackAuthorizationServer confidential = LoopbackAuthorizationServer.builder(new MoshiJson())
                .time(time)
                .clientSecret(Secret.of(secret))
                .start()) {
            confidential.autoApprove("alice");
            for (ClientAuthentication authentication : List.of(
                    ClientAuthentication.secretBasic(Secret.of(secret)),
                    ClientAuthentication.secretPost(Secret.of(secret)))) {
                OAuthProvider provider = OAuthProvider.discovered(
                                confidential.issuer().toString(), confidential.clientId())
                        .name(ID.provider())
                        .clientAuthentication(authentication)
                        .build();

                open(provider).login(prompt, LoginOptions.defaults().with(LoginOptions.OtherPerson.REPLACE));

                assertTrue(isAnythingStored());
            }
            List<ReceivedRequest> polls = confidential.log().requests(Endpoint.TOKEN);
            String basic = polls.get(0).header("Authorization").orElseThrow();
            String pair = new String(
                    Base64.getDecoder().decode(basic.substring("Basic ".length())), StandardCharsets.US_ASCII);
            assertTrue(pair.matches("[A-Za-z0-9%+*._-]+:[A-Za-z0-9%+*._-]+"), pair);
            assertEquals(
                    secret,
                    polls.get(polls.size() - 1).parameter("client_secret").orElseThrow());
        }
    }

    @Test
    void rule22APublicClientSendsOnlyItsId() {
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        server.log().requests(Endpoint.TOKEN).forEach(request -> {
            assertEquals(server.clientId(), request.parameter("client_id").orElseThrow());
            assertTrue(request.header("Authorization").isEmpty());
            assertTrue(request.parameter("client_secret").isEmpty());
        });
    }

    @Test
    void rule23AProxyFromTheEnvironmentAndAnAddedAuthorityWork() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("auth.invalid")
                .build();
        try (MockWebServer proxy = new MockWebServer()) {
            proxy.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(certificate)
                    .build()
                    .sslSocketFactory());
            proxy.enqueue(new MockResponse.Builder().inTunnel().build());
            proxy.enqueue(new MockResponse.Builder()
                    .body("{\"access_token\":\"new\",\"token_type\":\"Bearer\"}")
                    .build());
            proxy.start(InetAddress.getByName("127.0.0.1"), 0);
            OkHttpTransport http = new OkHttpTransport(ClientSettings.builder()
                    .environment(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getPort()))
                    .trustAlso(certificate.certificatePem())
                    .build());
            // The name does not exist, so it can be reached only through the proxy.
            OAuthProvider behind = OAuthProvider.explicit(
                            Endpoints.of(
                                    URI.create("https://auth.invalid/device"),
                                    URI.create("https://auth.invalid/token")),
                            server.clientId())
                    .name(ID.provider())
                    .issuer(server.issuer().toString())
                    .build();

            loggedInAndExpired(behind);
            assertEquals(Secret.of("new"), open(behind, http).accessToken());

            assertEquals("CONNECT", proxy.takeRequest().getMethod());
        }
    }

    private OAuthProvider at(MockWebServer odd) {
        URI base = URI.create("http://127.0.0.1:" + odd.getPort() + "/");
        return OAuthProvider.explicit(Endpoints.of(base.resolve("device"), base.resolve("token")), server.clientId())
                .name(ID.provider())
                .issuer(server.issuer().toString())
                .build();
    }

    private static MockWebServer started(MockResponse reply) throws IOException {
        MockWebServer odd = new MockWebServer();
        odd.enqueue(reply);
        odd.start(InetAddress.getByName("127.0.0.1"), 0);
        return odd;
    }
}

package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.bitfount.BitfountInstallation;
import dev.latchkey.bitfount.BitfountSession;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.provider.ConfigurationException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.RecordingPrompt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsualSetupTest {
    private final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
            .interval(Duration.ofSeconds(1))
            .usernameClaim(BitfountInstallation.USERNAME_CLAIM)
            .apiKey("id", Secret.of("key"), "robot")
            .start();
    private final Map<String, String> variables = new HashMap<>();
    private final RecordingPrompt prompt = new RecordingPrompt();

    @TempDir
    private Path folder;

    @BeforeEach
    void setUp() {
        variables.put("LATCHKEY_HOME", folder.resolve("home").toString());
        server.autoApprove("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private UsualSetup setup() {
        return new UsualSetup(new UserEnvironment(FileSystems.getDefault(), variables, "", "Linux"));
    }

    private OAuthProvider provider(URI... apis) {
        OAuthProvider.Builder provider =
                OAuthProvider.discovered(server.issuer().toString(), server.clientId());
        for (URI api : apis) {
            provider.allowOrigin(api);
        }
        return provider.build();
    }

    private void setUpProvider(String name, String members) throws IOException {
        Path file = folder.resolve("home/providers/" + name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"issuer\":\"" + server.issuer() + "\",\"client_id\":\"" + server.clientId() + "\"" + members + "}");
    }

    private static int status(OkHttpClient client, URI uri) throws IOException {
        try (Response response = client.newCall(
                        new Request.Builder().url(uri.toString()).build())
                .execute()) {
            return response.code();
        }
    }

    @Test
    void aSessionLogsInAndItsClientCallsTheApi() throws IOException {
        URI api = server.uri("/api/hello");
        AuthSession session = setup().open(provider(api));

        session.ensureLoggedIn(prompt);

        assertEquals(200, status(setup().authorize(new OkHttpClient(), session), api));
    }

    @Test
    void aConfiguredProviderIsOpenedByName() throws IOException {
        URI api = server.uri("/api/hello");
        setUpProvider("work", ",\"api_origins\":[\"" + server.issuer() + "\"]");
        setup().open("work").ensureLoggedIn(prompt);

        AuthSession again = setup().open("work");

        assertEquals(200, status(setup().authorize(new OkHttpClient(), again), api));
    }

    @Test
    void anUnknownProviderIsNamedInTheError() {
        ConfigurationException refused = assertThrows(ConfigurationException.class, () -> setup().open("work"));

        assertTrue(String.valueOf(refused.getMessage()).contains("work"), refused::toString);
        assertTrue(String.valueOf(refused.getMessage()).contains("Set it up first."), refused::toString);
    }

    @Test
    void clientsAndRealmsOfOneServerHaveSessionsOfTheirOwn() {
        String server = "https://login.example/realms/";

        Set<String> locations = Stream.of("a#one", "a#two", "b#one")
                .map(which -> which.split("#"))
                .map(which -> OAuthProvider.discovered(server + which[0], which[1]))
                .map(provider -> setup().open(provider.build()).location())
                .collect(Collectors.toSet());

        assertEquals(3, locations.size(), locations::toString);
    }

    @Test
    void theEnvironmentsCertificateAuthorityIsTrustedForTheApi() throws IOException {
        try (MockWebServer api = new MockWebServer()) {
            Path authority = secured(api);
            URI hello = api.url("/hello").uri();
            AuthSession session = setup().open(provider(hello));
            session.ensureLoggedIn(prompt);

            assertThrows(SSLException.class, () -> status(setup().authorize(new OkHttpClient(), session), hello));
            variables.put("SSL_CERT_FILE", authority.toString());
            assertEquals(200, status(setup().authorize(new OkHttpClient(), session), hello));
        }
    }

    @Test
    void theCertificateAuthorityOfTheProvidersSettingsIsTrustedForTheApi() throws IOException {
        try (MockWebServer api = new MockWebServer()) {
            Path authority = secured(api);
            URI hello = api.url("/hello").uri();
            setUpProvider(
                    "work", ",\"ca_file\":\"" + authority + "\",\"api_origins\":[\"" + hello.resolve("/") + "\"]");
            AuthSession session = setup().open("work");
            session.ensureLoggedIn(prompt);

            assertEquals(200, status(setup().authorize(new OkHttpClient(), session), hello));
        }
    }

    @Test
    void aProgramsOwnProviderDoesNotTrustTheAuthorityOfAConfiguredOneWithTheSameName() throws IOException {
        try (MockWebServer api = new MockWebServer()) {
            Path authority = secured(api);
            URI hello = api.url("/hello").uri();
            setUpProvider("work", ",\"ca_file\":\"" + authority + "\"");
            AuthSession session =
                    setup().open(provider(hello).toBuilder().name("work").build());
            session.ensureLoggedIn(prompt);

            assertThrows(SSLException.class, () -> status(setup().authorize(new OkHttpClient(), session), hello));
        }
    }

    @Test
    void aProgramsOwnProviderDoesNotNeedTheFileOfAConfiguredOneWithTheSameName() throws IOException {
        URI api = server.uri("/api/hello");
        setUpProvider("work", ",broken");
        AuthSession session =
                setup().open(provider(api).toBuilder().name("work").build());
        session.ensureLoggedIn(prompt);

        assertEquals(200, status(setup().authorize(new OkHttpClient(), session), api));
    }

    @Test
    void aMissingCertificateAuthorityIsReportedWithTheProvidersFileAndKey() throws IOException {
        setUpProvider("work", ",\"ca_file\":\"/none.pem\"");

        ConfigurationException refused = assertThrows(ConfigurationException.class, () -> setup().open("work"));

        assertEquals(
                "ca_file in " + folder.resolve("home/providers/work.json") + ": /none.pem does not exist.",
                refused.getMessage());
    }

    @Test
    void anUntrustedServerIsReportedWithTheVariableThatNamesAuthorities() throws IOException {
        try (MockWebServer issuer = new MockWebServer()) {
            secured(issuer);
            OAuthProvider provider = OAuthProvider.discovered(
                            issuer.url("/issuer").toString(), "client")
                    .build();
            AuthSession session = setup().open(provider);

            UnreachableException failed =
                    assertThrows(UnreachableException.class, () -> session.ensureLoggedIn(prompt));

            assertTrue(String.valueOf(failed.getMessage()).contains("SSL_CERT_FILE"), failed::toString);
        }
    }

    private Path secured(MockWebServer api) throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        api.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        api.start(InetAddress.getByName("127.0.0.1"), 0);
        api.enqueue(new MockResponse.Builder().code(200).build());
        return Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem());
    }

    @Test
    void anInvalidProxyVariableIsNamedInTheError() {
        variables.put("HTTPS_PROXY", "nonsense://x");

        ConfigurationException refused = assertThrows(ConfigurationException.class, () -> setup().open(provider()));

        assertTrue(String.valueOf(refused.getMessage()).contains("HTTPS_PROXY"), refused::toString);
    }

    @Test
    void aCertificateFileWithoutACertificateIsNamedInTheError() throws IOException {
        Path file = Files.writeString(folder.resolve("none.pem"), "no certificate");
        variables.put("SSL_CERT_FILE", file.toString());
        AuthSession session = setup().open(provider());

        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> setup().authorize(new OkHttpClient(), session));

        assertTrue(String.valueOf(refused.getMessage()).contains("SSL_CERT_FILE: " + file), refused::toString);
    }

    @Test
    void bitfountsSessionLogsInAndCallsTheHub() {
        BitfountSession session =
                setup().bitfount().installation(bitfount()).prompt(prompt).build();

        assertEquals(200, session.get(server.uri("/api/hello")).status());
        assertEquals("alice", session.username());
        assertTrue(
                session.tokenFile().startsWith(folder.resolve("home/bitfount").toString()), session::tokenFile);
    }

    @Test
    void apiKeysInTheEnvironmentReplaceALogin() throws IOException {
        variables.put("BITFOUNT_API_KEY_ID", "id");
        variables.put("BITFOUNT_API_KEY", "key");
        BitfountSession session =
                setup().bitfount().installation(bitfount()).username("robot").build();

        OkHttpClient client = setup().authorize(new OkHttpClient(), session.authorizer());

        assertEquals(200, status(client, server.uri("/api/hello")));
    }

    @Test
    void halfAPairOfApiKeysIsWrongConfiguration() {
        variables.put("BITFOUNT_API_KEY_ID", "id");

        ConfigurationException refused = assertThrows(ConfigurationException.class, () -> setup().bitfount());

        assertTrue(String.valueOf(refused.getMessage()).contains("BITFOUNT_API_KEY "), refused::toString);
    }

    private BitfountInstallation bitfount() {
        URI issuer = server.issuer();
        Endpoints endpoints = Endpoints.of(issuer.resolve("/oauth/device/code"), issuer.resolve("/oauth/token"))
                .withRevocation(issuer.resolve("/oauth/revoke"))
                .withUserinfo(issuer.resolve("/userinfo"));
        return new BitfountInstallation(
                issuer.toString(), endpoints, server.clientId(), issuer, URI.create("https://am.example"));
    }
}

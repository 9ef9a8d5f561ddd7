package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpReply;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
    private static final String ISSUER = "https://auth.example";

    private final ScriptedTransport http = new ScriptedTransport();

    @ParameterizedTest
    @CsvSource({
        "https://auth.example, https://auth.example/.well-known/openid-configuration,"
                + " https://auth.example/.well-known/oauth-authorization-server",
        "https://auth.example/, https://auth.example/.well-known/openid-configuration,"
                + " https://auth.example/.well-known/oauth-authorization-server",
        "https://auth.example:8443/realms/a, https://auth.example:8443/realms/a/.well-known/openid-configuration,"
                + " https://auth.example:8443/.well-known/oauth-authorization-server/realms/a",
        "https://auth.example/realms/a/, https://auth.example/realms/a/.well-known/openid-configuration,"
                + " https://auth.example/.well-known/oauth-authorization-server/realms/a",
        "https://auth.example/a%20b, https://auth.example/a%20b/.well-known/openid-configuration,"
                + " https://auth.example/.well-known/oauth-authorization-server/a%20b",
        "http://127.0.0.1:8080, http://127.0.0.1:8080/.well-known/openid-configuration,"
                + " http://127.0.0.1:8080/.well-known/oauth-authorization-server"
    })
    void bothWellKnownFormsAreTried(String issuer, String first, String second) {
        http.reply(Replies.html(404)).reply(200, metadata(issuer, ""));

        assertEquals(URI.create("https://auth.example/token"), discover(issuer).token());

        assertEquals(
                List.of(URI.create(first), URI.create(second)),
                http.calls().stream().map(call -> call.uri()).toList());
        assertEquals("GET", http.calls().get(0).method());
    }

    @Test
    void allEndpointsAreUsed() {
        http.reply(
                200,
                metadata(
                        ISSUER,
                        ",\"device_authorization_endpoint\":\"https://auth.example/device\","
                                + "\"revocation_endpoint\":\"https://auth.example/revoke\","
                                + "\"userinfo_endpoint\":\"https://elsewhere.example/me\","
                                + "\"jwks_uri\":\"https://auth.example/keys\""));

        assertEquals(
                Endpoints.of(URI.create("https://auth.example/token"))
                        .withDeviceAuthorization(URI.create("https://auth.example/device"))
                        .withRevocation(URI.create("https://auth.example/revoke"))
                        .withUserinfo(URI.create("https://elsewhere.example/me"))
                        .withJwks(URI.create("https://auth.example/keys")),
                discover(ISSUER));
    }

    static Stream<Arguments> notADocument() {
        return Stream.of(
                arguments("not found", Replies.html(404)),
                arguments("forbidden", Replies.html(403)),
                arguments("a page with status 200", Replies.html(200)),
                arguments("a list", Replies.json(200, "[]")),
                arguments("a redirect", Replies.with(Replies.html(302), "Location", "https://evil.example")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notADocument")
    void anIssuerWithoutMetadataIsRefused(String name, HttpReply reply) {
        http.reply(reply).reply(reply);

        ServerRefusedException refused = assertThrows(ServerRefusedException.class, () -> discover(ISSUER), name);

        assertEquals("no_metadata", refused.errorCode());
        assertEquals(
                "No metadata found for the issuer https://auth.example. Check the issuer's URL, or give the endpoints"
                        + " themselves.",
                refused.getMessage());
        assertEquals(0, http.remaining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example//",
                "https://auth.example/{tenantid}",
                "https://auth.{tenantid}",
                "https://{tenantid}.example",
                "{tenantid}",
                "https://AUTH.example",
                "http://auth.example",
                "https://auth.example:443",
                "https://evil.example",
                ""
            })
    void anotherIssuersMetadataIsRefused(String found) {
        http.reply(200, metadata(found, ""));

        ServerRefusedException refused = assertThrows(ServerRefusedException.class, () -> discover(ISSUER));

        assertEquals("invalid_metadata", refused.errorCode());
        assertEquals(
                "The metadata at https://auth.example/.well-known/openid-configuration names the issuer \"" + found
                        + "\", not https://auth.example. Check the issuer's URL; "
                        + (found.isEmpty()
                                ? "if it is right, the server is misconfigured."
                                : "if that server is meant, the issuer is \"" + found
                                        + "\", and this is its metadata's URL."),
                refused.getMessage());
        assertEquals(Optional.of(found).filter(name -> !name.isEmpty()), refused.namedIssuer());
        assertEquals(
                Optional.of(URI.create("https://auth.example/.well-known/openid-configuration"))
                        .filter(url -> !found.isEmpty()),
                refused.metadataUrl());
    }

    @Test
    void metadataWithoutAnIssuerIsRefused() {
        http.reply(200, "{\"token_endpoint\":\"https://auth.example/token\"}");

        assertEquals("invalid_metadata", refusal().errorCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device_authorization_endpoint",
                "revocation_endpoint",
                "userinfo_endpoint",
                "jwks_uri",
                "token_endpoint"
            })
    void anUnprotectedEndpointIsRefused(String endpoint) {
        for (String uri : List.of(
                "http://auth.example/x",
                "http://auth.example:443/x",
                "ftp://auth.example/x",
                "/x",
                "https:///x",
                "https://a b/x",
                "https://user@auth.example/x",
                "https://auth.example/x#y")) {
            http.reply(200, metadata(ISSUER, ",\"" + endpoint + "\":\"" + uri + "\""));

            assertEquals("invalid_metadata", refusal().errorCode(), uri);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device_authorization_endpoint",
                "revocation_endpoint",
                "userinfo_endpoint",
                "jwks_uri",
                "token_endpoint"
            })
    void aRemoteServerMustNotNameThisMachine(String endpoint) {
        for (String uri : List.of(
                "http://127.0.0.1:631/x",
                "https://127.9.9.9/x",
                "http://localhost:631/x",
                "https://localhost./x",
                "https://a.localhost/x",
                "https://[::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://0.0.0.0/x",
                "https://0177.0.0.1/x")) {
            http.reply(200, metadata(ISSUER, ",\"" + endpoint + "\":\"" + uri + "\""));

            String message = String.valueOf(refusal().getMessage());

            // Plain URLs whose host Java does not recognize as this machine are refused for being plain.
            assertTrue(message.contains("points to this machine") || message.contains("must be an https URL"), message);
        }
    }

    @Test
    void anHttpsServerOnThisMachineMustHaveHttpsEndpoints() {
        http.reply(200, "{\"issuer\":\"https://localhost:8443\",\"token_endpoint\":\"http://127.0.0.1:8080/token\"}");

        String message =
                String.valueOf(assertThrows(ServerRefusedException.class, () -> discover("https://localhost:8443"))
                        .getMessage());

        assertTrue(message.contains("names a token_endpoint that is not https, as the server is"), message);
    }

    @Test
    void aServerOnThisMachineMayNameThisMachine() {
        http.reply(
                200,
                "{\"issuer\":\"http://127.0.0.1:8080\",\"token_endpoint\":\"http://127.0.0.1:8080/token\","
                        + "\"device_authorization_endpoint\":\"http://localhost:8081/device\"}");

        assertEquals(
                URI.create("http://127.0.0.1:8080/token"),
                discover("http://127.0.0.1:8080").token());
    }

    @Test
    void textFromTheMetadataIsCleanedBeforeItIsShown() {
        http.reply(200, metadata("https://e\\u001b[31m\\u202evil.example", ""));

        String message = String.valueOf(refusal().getMessage());

        assertFalse(message.contains("\u001b") || message.contains("\u202e"), message);
    }

    @Test
    void aServerErrorIsRetriedLater() {
        http.reply(Replies.with(Replies.html(503), "Retry-After", "8"));

        UnreachableException later = assertThrows(UnreachableException.class, () -> discover(ISSUER));

        assertEquals(Optional.of(Duration.ofSeconds(8)), later.retryAfter());
        assertEquals(
                "The server answered https://auth.example/.well-known/openid-configuration with status 503. Try again"
                        + " later.",
                later.getMessage());
    }

    @Test
    void anUnreachableServerIsRetriedLater() {
        http.fail(TransportException.Kind.UNREACHABLE);

        assertThrows(UnreachableException.class, () -> discover(ISSUER));
    }

    @Test
    void anInterruptCancels() {
        http.fail(TransportException.Kind.CANCELLED);

        assertThrows(CancelledException.class, () -> discover(ISSUER));
    }

    @Test
    void theMetadataIsFetchedOnceAndAFailureIsNotCached() {
        AuthorizationServer server = server(ISSUER);
        http.fail(TransportException.Kind.TIMED_OUT).reply(200, metadata(ISSUER, ""));

        assertThrows(UnreachableException.class, server::endpoints);
        Endpoints first = server.endpoints();

        assertEquals(first, server.endpoints());
        assertEquals(2, http.calls().size());
    }

    private ServerRefusedException refusal() {
        return assertThrows(ServerRefusedException.class, () -> discover(ISSUER));
    }

    private Endpoints discover(String issuer) {
        return server(issuer).endpoints();
    }

    private AuthorizationServer server(String issuer) {
        OAuthProvider provider = OAuthProvider.discovered(issuer, "client-1").build();
        return new AuthorizationServer(provider, http, new MoshiJson(), new FakeTimeSource());
    }

    private static String metadata(String issuer, String more) {
        return "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"https://auth.example/token\"" + more + "}";
    }
}

package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.testkit.RecordingPrompt.Step;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code request(...)}: which credentials are sent where. */
class RequestTest {
    private static final URI HUB = URI.create("https://hub.bitfount.com/api/x?y=z");
    private static final URI ACCESS_MANAGER = URI.create("https://am.hub.bitfount.com/api");

    private final Fixture fixture = new Fixture();

    private BitfountSession withApiKeys() {
        return fixture.builder().apiKeys(Fixture.API_KEYS).username("alice").build();
    }

    private BitfountSession loggedIn(Duration left) {
        return fixture.pythonFile(Fixture.DEFAULT, "alice", left).sessionWithPrompt();
    }

    private HttpCall onlyCall() {
        assertEquals(1, fixture.http.calls().size());
        return fixture.http.calls().get(0);
    }

    @Test
    void theHubGetsOnlyThePartBeforeTheFirstColonOfEachApiKey() {
        fixture.resource(200);

        assertEquals(200, withApiKeys().get(HUB).status());

        assertEquals("id", Fixture.header(onlyCall(), "x-api-key-id"));
        assertEquals("key", Fixture.header(onlyCall(), "x-api-key"));
        assertEquals("none", Fixture.header(onlyCall(), "authorization"));
    }

    @Test
    void theAccessManagerGetsBothApiKeysWhole() {
        fixture.resource(200);

        withApiKeys().get(ACCESS_MANAGER);

        assertEquals("id:i-rest", Fixture.header(onlyCall(), "x-api-key-id"));
        assertEquals("key:k-rest", Fixture.header(onlyCall(), "x-api-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hub.bitfount.com/api", "https://am.hub.bitfount.com/api"})
    void otherwiseTheBearerTokenIsSent(URI url) {
        fixture.resource(200);

        loggedIn(Duration.ofHours(1)).get(url);

        assertEquals("Bearer at-1", Fixture.header(onlyCall(), "Authorization"));
        assertEquals("none", Fixture.header(onlyCall(), "x-api-key"));
    }

    @Test
    void theTokenIsRefreshedFirstIfNecessary() {
        BitfountSession session = loggedIn(Duration.ZERO);
        fixture.tokens("alice", 2).resource(200);

        session.get(HUB);

        assertEquals(
                "Bearer at-2", Fixture.header(fixture.calls("hub.bitfount.com").get(0), "Authorization"));
    }

    @Test
    void withoutASessionALoginIsStartedFirst() {
        fixture.code().tokens("alice", 1).resource(200);

        fixture.sessionWithPrompt().get(HUB);

        assertEquals(
                "Bearer at-1", Fixture.header(fixture.calls("hub.bitfount.com").get(0), "Authorization"));
        assertEquals(1, fixture.calls("hub.bitfount.com").size());
    }

    @Test
    void withoutAPromptNothingIsSent() {
        assertThrows(LoginRequiredException.class, () -> fixture.session().get(HUB));
        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void methodHeadersAndBodyAreSentAsGiven() {
        fixture.resource(201);
        HttpBody body = new HttpBody("application/json", Secret.of("{}"));

        HttpReply reply = loggedIn(Duration.ofHours(1))
                .request("patch", HUB)
                .header(HttpHeader.of("X-Trace", "7"))
                .body(body)
                .send();

        assertEquals(201, reply.status());
        assertEquals("PATCH", onlyCall().method());
        assertEquals(HUB, onlyCall().uri());
        assertEquals(Optional.of(body), onlyCall().body());
        assertEquals("7", Fixture.header(onlyCall(), "x-trace"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://hub.bitfount.com/api, https://hub.bitfount.com/api?name=a+b%26c&page=2",
        "https://hub.bitfount.com/api?x=%2F, https://hub.bitfount.com/api?x=%2F&name=a+b%26c&page=2",
    })
    void parametersAreEncodedAndAppendedToTheQuery(URI url, URI sent) {
        fixture.resource(200);

        withApiKeys()
                .request("GET", url)
                .parameter("name", "a b&c")
                .parameter("page", "2")
                .send();

        assertEquals(sent, onlyCall().uri());
    }

    @Test
    void theTimeLimitIsAdjustableAndDefaultsToHalfAMinute() {
        fixture.resource(200).resource(200);
        BitfountSession session = withApiKeys();

        session.request("GET", HUB).timeout(Duration.ofMinutes(5)).send();
        session.get(HUB);

        assertEquals(
                List.of(Duration.ofMinutes(5), Duration.ofSeconds(30)),
                fixture.http.calls().stream().map(HttpCall::timeout).toList());
    }

    /** The original compares prefixes, and sends its bearer token to any URL. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hub.bitfount.com.evil.example/",
                "https://hub.bitfount.comevil.example/",
                "https://am.hub.bitfount.com.evil.example/",
                "https://evil.example/?https://hub.bitfount.com",
                "https://hub.bitfount.com./",
                "https://hub.bitfount.com:8443/",
                "http://hub.bitfount.com/",
                "http://hub.bitfount.com:443/",
                "https://auth.bitfount.com/userinfo",
                "https://hub.staging.bitfount.com/api",
                "https://am.hub.sandbox.bitfount.com/api",
                "http://localhost:3000/",
                "http://127.0.0.1/"
            })
    void nothingIsSentToOtherUrls(URI url) {
        BitfountSession keys = withApiKeys();
        BitfountSession tokens = loggedIn(Duration.ofHours(1));

        AuthEnvironmentException refused = assertThrows(AuthEnvironmentException.class, () -> keys.get(url));
        assertThrows(AuthEnvironmentException.class, () -> tokens.get(url));

        assertEquals(List.of(), fixture.http.calls());
        assertTrue(keys.authorizer().authorize("GET", url).isEmpty());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("https://hub.bitfount.com") && message.contains("BITFOUNT_ENVIRONMENT"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hub.bitfount.com@evil.example/",
                "https://someone@hub.bitfount.com/",
                "https://hub.bitfount.com/#fragment",
                "ftp://hub.bitfount.com/",
                "/api",
                "hub.bitfount.com"
            })
    void anInvalidUrlIsRefused(URI url) {
        BitfountSession keys = withApiKeys();

        assertThrows(IllegalArgumentException.class, () -> keys.get(url));
        assertEquals(List.of(), fixture.http.calls());
    }

    @ParameterizedTest
    @CsvSource({"HTTPS://HUB.bitfount.com/x, id", "https://hub.bitfount.com:443/x, id", "https://hub.bitfount.com, id"})
    void anotherSpellingOfTheSameOriginIsAccepted(URI url, String id) {
        fixture.resource(200);

        withApiKeys().get(url);

        assertEquals(id, Fixture.header(onlyCall(), "x-api-key-id"));
    }

    @Test
    void devsHubIsOnThisMachineWithoutTls() {
        fixture.resource(200);

        fixture.builder()
                .environment(BitfountEnvironment.DEV)
                .apiKeys(Fixture.API_KEYS)
                .username("alice")
                .build()
                .get(URI.create("http://localhost:3000/api"));

        assertEquals("id", Fixture.header(onlyCall(), "x-api-key-id"));
    }

    @Test
    void anInstallationsHubNeedsTlsUnlessItIsOnThisMachine() {
        URI plain = URI.create("http://hub.example/");

        assertThrows(
                IllegalArgumentException.class,
                () -> BitfountInstallation.at("auth.example.com", "client", plain, plain));
    }

    @Test
    void credentialsDoNotFollowARedirectToAnotherOrigin() {
        fixture.http.reply(
                new HttpReply(302, List.of(HttpHeader.of("Location", "https://evil.example/")), Secret.of("")));

        fixture.resource(200);

        assertEquals(200, withApiKeys().get(HUB).status());

        assertEquals(List.of(), fixture.http.calls().get(1).headers());
    }

    @Test
    void aRedirectFromTheHubToTheAccessManagerGetsTheAccessManagersKeys() {
        fixture.http.reply(
                new HttpReply(307, List.of(HttpHeader.of("Location", ACCESS_MANAGER.toString())), Secret.of("")));
        fixture.resource(200);

        assertEquals(200, withApiKeys().get(HUB).status());

        assertEquals(
                new ApiKeysCredential(Fixture.API_KEYS, Map.of()).headers(ApiKeysCredential.Part.WHOLE),
                fixture.http.calls().get(1).headers());
    }

    @Test
    void aRefusedTokenIsRefreshedAndTheRequestRepeatedOnce() {
        BitfountSession session = loggedIn(Duration.ofHours(1));
        fixture.resource(401).tokens("alice", 2).resource(401);

        assertEquals(401, session.request("POST", HUB).send().status());

        List<HttpCall> calls = fixture.calls("hub.bitfount.com");
        assertEquals(2, calls.size());
        assertEquals("Bearer at-2", Fixture.header(calls.get(1), "Authorization"));
    }

    @Test
    void aSessionThatTheServerEndedLeadsToALoginAndTheRequestContinues() {
        BitfountSession session = loggedIn(Duration.ofHours(1));
        fixture.resource(401)
                .error("invalid_grant")
                .code()
                .tokens("alice", 3)
                .resource(200)
                .resource(200)
                .resource(200);

        assertEquals(200, session.get(HUB).status());

        assertEquals(List.of(Step.SHOWN, Step.WAITING, Step.APPROVED), fixture.prompt.steps());
        List<HttpCall> calls = fixture.calls("hub.bitfount.com");
        assertEquals("Bearer at-3", Fixture.header(calls.get(calls.size() - 1), "Authorization"));
    }

    @Test
    void anAuthorizationHeaderOfTheCallerIsSentUnchanged() {
        fixture.resource(401);

        fixture.session()
                .request("GET", HUB)
                .header(HttpHeader.of("authorization", "Basic eDp5"))
                .send();

        assertEquals("Basic eDp5", Fixture.header(onlyCall(), "Authorization"));
        assertEquals(1, onlyCall().headers().size());
    }

    @Test
    void anotherUsersTokenIsNeverSent() {
        fixture.pythonFile(Fixture.ALICE, "bob", Duration.ofHours(1));
        BitfountSession session = fixture.builder().username("alice").build();

        assertThrows(WrongUserException.class, () -> session.get(HUB));
        assertThrows(WrongUserException.class, () -> session.authorizer().authorize("GET", HUB));
        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void theAuthorizerForOtherClientsNeverLogsIn() {
        BitfountSession session = fixture.sessionWithPrompt();

        assertThrows(LoginRequiredException.class, () -> session.authorizer().authorize("GET", HUB));
        assertEquals(List.of(), fixture.prompt.steps());
        assertFalse(session.authenticated());
    }
}

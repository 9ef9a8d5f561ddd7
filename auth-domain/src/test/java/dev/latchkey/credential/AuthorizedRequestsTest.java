package dev.latchkey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizedRequestsTest {
    private static final URI HUB = LoggedIn.HUB;
    private static final HttpBody BODY = new HttpBody("text/plain", Secret.of("once"));

    private final LoggedIn loggedIn = new LoggedIn();
    private final AuthorizedRequests requests = requests(new DeviceCodeCredential(loggedIn.session()));

    private AuthorizedRequests requests(RequestAuthorizer authorizer) {
        return new AuthorizedRequests(loggedIn.http, authorizer, loggedIn.time, () -> 0);
    }

    private AuthorizedRequests withApiKeys() {
        ApiKeys keys = new ApiKeys(Secret.of("our-id"), Secret.of("our-key"));
        return requests(new ApiKeysCredential(keys, Map.of(Origin.of(HUB), Part.WHOLE)));
    }

    private static HttpCall call(String method, URI uri, HttpHeader... headers) {
        boolean carriesBody = method.equals("POST") || method.equals("PUT");
        return new HttpCall(method, uri, List.of(headers), carriesBody ? BODY : null, Duration.ofSeconds(7), 99);
    }

    private int send(String method, HttpHeader... headers) {
        return requests.send(call(method, HUB, headers)).status();
    }

    private void answers(int... statuses) {
        for (int status : statuses) {
            loggedIn.http.reply(status, "");
        }
    }

    private void redirects(String location) {
        loggedIn.http.reply(new HttpReply(302, List.of(HttpHeader.of("Location", location)), Secret.of("")));
    }

    private void refuses(int status, String challenge) {
        loggedIn.http.reply(
                new HttpReply(status, List.of(HttpHeader.of("WWW-Authenticate", challenge)), Secret.of("")));
    }

    private List<HttpCall> sent() {
        return loggedIn.http.calls().stream()
                .filter(call -> !"auth.example".equals(call.uri().getHost()))
                .toList();
    }

    private List<String> authorizations() {
        return sent().stream().map(call -> header(call, "Authorization")).toList();
    }

    private static String header(HttpCall call, String name) {
        return String.join(
                ", ",
                call.headers().stream()
                        .filter(header -> header.isNamed(name))
                        .map(header -> header.value().reveal())
                        .toList());
    }

    @Test
    void theCallGoesOutAsItIsWithTheCredentialsAdded() {
        answers(200);
        HttpCall call = call("POST", HUB, HttpHeader.of("X-Trace", "7"));

        assertEquals(200, requests.send(call).status());

        HttpCall sent = sent().get(0);
        assertEquals("7", header(sent, "x-trace"));
        assertEquals("Bearer at-1", header(sent, "authorization"));
        assertEquals(call.method(), sent.method());
        assertEquals(call.uri(), sent.uri());
        assertEquals(call.body(), sent.body());
        assertEquals(call.timeout(), sent.timeout());
        assertEquals(call.replyLimit(), sent.replyLimit());
    }

    @Test
    void elsewhereItGoesOutWithoutThem() {
        answers(200);

        requests.send(call("GET", URI.create("https://hub.bitfount.com.evil.example/")));

        assertEquals(List.of(""), authorizations());
    }

    // A refusal

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void a401RenewsAndRepeatsOnceWithTheSameBody(String method) {
        answers(401);
        loggedIn.refreshes(2);
        answers(200);

        assertEquals(200, send(method));

        assertEquals(List.of("Bearer at-1", "Bearer at-2"), authorizations());
        assertEquals(sent().get(0).body(), sent().get(1).body());
    }

    @Test
    void aSecond401IsTheCallersAnswer() {
        answers(401);
        loggedIn.refreshes(2);
        answers(401);

        assertEquals(401, send("GET"));
        assertEquals(2, sent().size());
    }

    @Test
    void insufficientScopeIsPassedOn() {
        refuses(403, "Bearer error=\"insufficient_scope\"");

        assertEquals(403, send("GET"));
        assertEquals(1, loggedIn.http.calls().size());
    }

    @Test
    void aChallengeForAStrongerLoginIsPassedOn() {
        refuses(401, "Bearer error=\"insufficient_user_authentication\"");

        assertEquals(401, send("GET"));
        assertEquals(1, loggedIn.http.calls().size());
    }

    @Test
    void apiKeysThatAreRefusedAreRefused() {
        answers(401);

        assertEquals(401, withApiKeys().send(call("GET", HUB)).status());
        assertEquals(1, sent().size());
    }

    @Test
    void sixtyFourRefusedRequestsRenewOnce() throws Exception {
        loggedIn.http.otherwise(call -> {
            if ("auth.example".equals(call.uri().getHost())) {
                return ScriptedTransport.jsonReply(
                        200, "{\"access_token\":\"at-2\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
            }
            return new HttpReply(
                    header(call, "authorization").equals("Bearer at-1") ? 401 : 200, List.of(), Secret.of(""));
        });

        Set<Integer> statuses = InManyThreads.results(() -> send("POST"));

        assertEquals(Set.of(200), statuses);
        assertEquals(1, loggedIn.http.calls().size() - sent().size());
    }

    // Credentials of the caller's own

    @Test
    void theCallersOwnAuthorizationIsKeptAndOursNotEvenFetched() {
        loggedIn.store.delete(LoggedIn.ID);
        answers(401);

        assertEquals(401, send("GET", HttpHeader.of("authorization", "Basic eDp5")));

        assertEquals(List.of("Basic eDp5"), authorizations());
        assertEquals(1, loggedIn.http.calls().size(), "what was refused is not ours to renew");
    }

    @ParameterizedTest
    @CsvSource({"x-api-key, their-key", "X-API-Key-Id, their-id"})
    void halfOfTheCallersApiKeysIsNotFilledUpWithOurs(String name, String value) {
        answers(200);

        withApiKeys().send(call("GET", HUB, HttpHeader.of(name, value)));

        assertEquals(1, sent().get(0).headers().size());
        assertEquals(value, header(sent().get(0), name));
    }

    // Retries

    @ParameterizedTest(name = "{0} after {1}: sent {2} times")
    @CsvSource({
        "GET, 500, 4",
        "GET, 502, 4",
        "GET, 503, 4",
        "GET, 504, 4",
        "PUT, 503, 4",
        "DELETE, 503, 4",
        "GET, 404, 1",
        "GET, 501, 1",
        "GET, 429, 1",
        "POST, 500, 1",
        "POST, 503, 1",
        "PATCH, 503, 1",
        "POST, 404, 1"
    })
    void aReplyIsRetriedUpToThreeTimes(String method, int status, int times) {
        loggedIn.http.otherwise(call -> new HttpReply(status, List.of(), Secret.of("")));

        assertEquals(status, send(method));
        assertEquals(times, sent().size());
    }

    @Test
    void theFirstGoodAnswerEndsTheRetries() {
        answers(503, 502);
        loggedIn.http.fail(Kind.TIMED_OUT);
        answers(200);

        assertEquals(200, send("GET"));
        assertEquals(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), loggedIn.time.pauses());
    }

    @Test
    void retryAfterIsHonoured() {
        loggedIn.http.reply(new HttpReply(429, List.of(HttpHeader.of("Retry-After", "42")), Secret.of("")));
        answers(200);

        assertEquals(200, send("GET"));
        assertEquals(List.of(Duration.ofSeconds(42)), loggedIn.time.pauses());
    }

    @Test
    void aPostIsNeverSentTwiceOnceItMayHaveArrived() {
        loggedIn.http.fail(new TransportException(Kind.UNREACHABLE, "reset", true, null));

        assertThrows(UnreachableException.class, () -> send("POST"));
        assertEquals(1, sent().size());
    }

    @Test
    void aPostThatNeverLeftIsSentAgain() {
        loggedIn.http.fail(new TransportException(Kind.UNREACHABLE, "refused", false, null));
        answers(200);

        assertEquals(200, send("POST"));
        assertEquals(2, sent().size());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "TOO_LARGE", "MALFORMED"})
    void whatDoesNotPassIsNotRetried(Kind kind) {
        loggedIn.http.fail(kind);

        AuthException failure = assertThrows(AuthException.class, () -> send("GET"));

        assertInstanceOf(UnreachableException.class, failure);
        assertInstanceOf(TransportException.class, failure.getCause());
        assertEquals(1, sent().size());
    }

    @Test
    void anInterruptEndsTheCall() {
        loggedIn.http.fail(Kind.CANCELLED);

        assertThrows(CancelledException.class, () -> send("GET"));
    }

    @Test
    void anInterruptEndsTheWaitForARetryAndItsFlagIsKept() {
        answers(503);
        loggedIn.time.onPause(pause -> Thread.currentThread().interrupt());

        assertThrows(CancelledException.class, () -> send("GET"));
        assertTrue(Thread.interrupted());
        assertEquals(1, sent().size());
    }

    // Redirects

    @Test
    void aGetFollowsARedirectWithinItsOriginWithItsCredentials() {
        redirects("/api/other");
        answers(200);

        assertEquals(200, send("GET", HttpHeader.of("X-Trace", "7")));

        assertEquals(
                URI.create("https://hub.bitfount.com/api/other"), sent().get(1).uri());
        assertEquals(List.of("Bearer at-1", "Bearer at-1"), authorizations());
        assertEquals("7", header(sent().get(1), "x-trace"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://hub.bitfount.com.evil.example/",
                "http://hub.bitfount.com/",
                "https://auth.example/userinfo",
                "https://user@hub.bitfount.com/"
            })
    void noRedirectLeadsToAnotherOrigin(String location) {
        redirects(location);

        assertEquals(302, send("GET"));
        assertEquals(1, loggedIn.http.calls().size());
    }

    @Test
    void aPostFollowsNone() {
        redirects("/api/other");

        assertEquals(302, send("POST"));
        assertEquals(1, sent().size());
    }

    @Test
    void aLoopOfRedirectsEndsAtTheFifth() {
        loggedIn.http.otherwise(
                call -> new HttpReply(302, List.of(HttpHeader.of("Location", "/api/loop")), Secret.of("")));

        assertEquals(302, send("GET"));
        assertEquals(6, sent().size());
    }

    @Test
    void aFragmentInARedirectIsNotSent() {
        redirects("/api/other#here");
        answers(200);

        assertEquals(200, send("GET"));
        assertFalse(sent().get(1).uri().toString().contains("#"));
    }

    @Test
    void afterARedirectA401IsCuredThere() {
        redirects("/api/other");
        answers(401);
        loggedIn.refreshes(2);
        answers(200);

        assertEquals(200, send("GET"));
        assertEquals(List.of("Bearer at-1", "Bearer at-1", "Bearer at-2"), authorizations());
        assertEquals(sent().get(1).uri(), sent().get(2).uri());
    }
}

package dev.latchkey.credential;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with credentials: what is added, what happens after a refusal, and where redirects lead. */
class AuthorizedRequestsTest extends AuthorizedRequestsFixture {
    @Test
    void theCallIsSentUnchangedWithTheCredentialsAdded() {
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
    void toOtherOriginsItIsSentWithoutThem() {
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
    void aSecond401IsPassedToTheCaller() {
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
    void aRefusalOfApiKeysIsPassedOn() {
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
    void theCallersAuthorizationIsKeptAndTheSessionsNotEvenFetched() {
        loggedIn.store.delete(LoggedIn.ID, held(LoggedIn.ID));
        answers(401);

        assertEquals(401, send("GET", HttpHeader.of("authorization", "Basic eDp5")));

        assertEquals(List.of("Basic eDp5"), authorizations());
        assertEquals(1, loggedIn.http.calls().size(), "what was refused is not ours to renew");
    }

    @ParameterizedTest
    @CsvSource({"x-api-key, their-key", "X-API-Key-Id, their-id"})
    void onlyOneApiKeyHeaderOfTheCallersIsNotSupplemented(String name, String value) {
        answers(200);

        withApiKeys().send(call("GET", HUB, HttpHeader.of(name, value)));

        assertEquals(1, sent().get(0).headers().size());
        assertEquals(value, header(sent().get(0), name));
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
    @ValueSource(strings = {"https://evil.example/", "https://hub.bitfount.com.evil.example/"})
    void toAnotherOriginNeitherCredentialsNorTheCallersHeadersFollow(String location) {
        redirects(location);
        answers(200);

        assertEquals(200, send("GET", HttpHeader.of("Cookie", "mine"), HttpHeader.of("Accept", "text/plain")));

        assertEquals(
                List.of("Accept"),
                sent().get(1).headers().stream().map(HttpHeader::name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://hub.bitfount.com/", "https://user@hub.bitfount.com/", "https://127.0.0.1/"})
    void someRedirectsAreLeftToTheCaller(String location) {
        redirects(location);

        assertEquals(302, send("GET"));
        assertEquals(1, sent().size());
    }

    @Test
    void theCallersCredentialsAreNotReplacedDuringRedirects() {
        redirects("https://am.example/");
        answers(200);

        send("GET", HttpHeader.of("Authorization", "Basic eDp5"));

        assertEquals(List.of("Basic eDp5", ""), authorizations());
    }

    @Test
    void aPostIsNotTurnedIntoAGetUnlessTheServerSaysSo() {
        redirects("/api/other");
        assertEquals(302, send("POST"));

        loggedIn.http.reply(new HttpReply(303, List.of(HttpHeader.of("Location", "/api/made")), Secret.of("")));
        answers(200);
        assertEquals(200, send("POST", HttpHeader.of("Content-Language", "en")));

        HttpCall followed = sent().get(2);
        assertEquals("GET", followed.method());
        assertEquals(Optional.empty(), followed.body());
        assertEquals("", header(followed, "Content-Language"));
    }

    @Test
    void aRedirectLoopEnds() {
        loggedIn.http.otherwise(
                call -> new HttpReply(302, List.of(HttpHeader.of("Location", "/api/loop")), Secret.of("")));

        assertEquals(302, send("GET"));
        assertEquals(11, sent().size());
    }

    @Test
    void aFragmentInARedirectIsNotSent() {
        redirects("/api/other#here");
        answers(200);

        assertEquals(200, send("GET"));
        assertFalse(sent().get(1).uri().toString().contains("#"));
    }

    @Test
    void a401AfterARedirectIsHandledThere() {
        redirects("/api/other");
        answers(401);
        loggedIn.refreshes(2);
        answers(200);

        assertEquals(200, send("GET"));
        assertEquals(List.of("Bearer at-1", "Bearer at-1", "Bearer at-2"), authorizations());
        assertEquals(sent().get(1).uri(), sent().get(2).uri());
    }
}

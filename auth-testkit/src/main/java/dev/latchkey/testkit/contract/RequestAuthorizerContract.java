package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of {@link RequestAuthorizer}. The authorizer to test has credentials for one origin, on the default HTTPS port, and for no
 * other. In the tables, {@code HOST} stands for that origin's host.
 */
public abstract class RequestAuthorizerContract {
    /** The authorizer to test, which has credentials. */
    protected abstract RequestAuthorizer authorizer();

    /** The host of the only allowed origin, {@code https://HOST}. */
    protected String allowedHost() {
        return "hub.bitfount.com";
    }

    private URI uri(String pattern) {
        return URI.create(pattern.replace("HOST", allowedHost()));
    }

    private Credentials credentialsFor(String pattern) {
        return authorizer().authorize("GET", uri(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://HOST",
                "https://HOST/",
                "https://HOST/api/x?y=https://evil.example#z",
                "https://HOST:443/api",
                "HTTPS://HOST/api",
                "https://HOST?x"
            })
    void theAllowedOriginGetsCredentials(String target) {
        Credentials credentials = credentialsFor(target);

        assertFalse(credentials.isEmpty());
        for (HttpHeader header : credentials.headers()) {
            assertFalse(header.value().isEmpty(), header::name);
        }
    }

    @Test
    void theHostIsCaseInsensitive() {
        URI capitals = URI.create("https://" + allowedHost().toUpperCase(Locale.ROOT) + "/api");

        assertFalse(authorizer().authorize("GET", capitals).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void everyMethodGetsCredentials(String method) {
        assertFalse(authorizer().authorize(method, uri("https://HOST/api")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://HOST.evil.example/",
                "https://HOST.evil.example:443/api",
                "https://HOST@evil.example/",
                "https://HOST:443@evil.example/",
                "https://HOST%2F@evil.example/",
                "https://evil.example/HOST",
                "https://evil.example/https://HOST/api",
                "https://evil.example?https://HOST/",
                "https://evil.example#@HOST/",
                "https://xHOST/",
                "https://x.HOST/",
                "https://HOST./",
                "https://HOST:8443/",
                "https://HOST:80/",
                "http://HOST/",
                "http://HOST:443/",
                "http://evil.example/",
                "https://localhost/",
                "http://127.0.0.1/",
                "ftp://HOST/",
                "file://HOST/etc/passwd",
                "wss://HOST/",
                "https:HOST",
                "https:///HOST",
                "//HOST/api",
                "/api",
                "HOST",
                "mailto:someone@HOST"
            })
    void noOtherUrlGetsCredentials(String target) {
        assertEquals(
                List.of(), credentialsFor(target).headers(), () -> uri(target).toString());
    }

    @Test
    void freshCredentialsAreReused() {
        assertEquals(credentialsFor("https://HOST/api"), credentialsFor("https://HOST/api"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "Authorization"})
    void aRequestWithItsOwnCredentialsGetsNone(String header) {
        assertTrue(authorizer()
                .authorize("GET", uri("https://HOST/api"), header::equalsIgnoreCase)
                .isEmpty());
    }

    @Test
    void oneCredentialHeaderOfTheCallerSuppressesAllOthers() {
        for (HttpHeader ours : credentialsFor("https://HOST/api").headers()) {
            assertTrue(authorizer()
                    .authorize("GET", uri("https://HOST/api"), ours::isNamed)
                    .isEmpty());
        }
    }

    @Test
    void otherHeadersOfTheCallerDoNotMatter() {
        assertEquals(
                credentialsFor("https://HOST/api"),
                authorizer().authorize("GET", uri("https://HOST/api"), name -> name.equals("Accept")));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 304, 400, 404, 409, 501})
    void aResponseIsPassedOn(int status) {
        SentRequest sent = first().with(credentialsFor("https://HOST/api"));

        assertEquals(
                Verdict.Kind.PASS_ON,
                authorizer().afterReply(sent, reply(status), Instant.EPOCH).kind());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalOfARequestWithoutCredentialsIsPassedOn(int status) {
        assertEquals(
                Verdict.Kind.PASS_ON,
                authorizer().afterReply(first(), reply(status), Instant.EPOCH).kind());
    }

    @Test
    void aServerWithAnUntrustedCertificateIsNotTriedAgain() {
        TransportException failure = new TransportException(TransportException.Kind.TLS, "scripted", false, null);

        assertEquals(
                Verdict.Kind.PASS_ON,
                authorizer().afterFailure(first(), failure).kind());
    }

    /** Another token would have the same scopes (RFC 6750 §3.1). */
    @Test
    void aRefusalForInsufficientScopeIsNotRepeated() {
        Credentials used = credentialsFor("https://HOST/api");

        assertNotEquals(
                Verdict.Kind.REPEAT,
                refused(used, 403, "Bearer error=\"insufficient_scope\", scope=\"write\"")
                        .kind());
    }

    /** The new credentials are for the same target, so they must be the target's own, and not the refused ones. */
    @Test
    void aRepeatedRequestGetsOtherCredentials() {
        Credentials used = credentialsFor("https://HOST/api");

        Verdict verdict = refused(used, 401, "Bearer error=\"invalid_token\"");

        if (verdict instanceof Verdict.Repeat repeat) {
            assertFalse(repeat.credentials().isEmpty());
            assertNotEquals(used.headers(), repeat.credentials().headers());
            assertTrue(repeat.credentials().generation() > used.generation());
            assertEquals(repeat.credentials(), credentialsFor("https://HOST/api"), "and keeps them");
        } else {
            assertEquals(used, credentialsFor("https://HOST/api"), "what is not repeated was not renewed");
        }
    }

    @Test
    void aLateRefusalOfOldCredentialsRenewsNothing() {
        RequestAuthorizer authorizer = authorizer();
        URI target = uri("https://HOST/api");
        HttpReply refusal = reply(401, "Bearer error=\"invalid_token\"");
        SentRequest sent = first().with(authorizer.authorize("GET", target));

        Verdict first = authorizer.afterReply(sent, refusal, Instant.EPOCH);
        Verdict second = authorizer.afterReply(sent, refusal, Instant.EPOCH);

        assertEquals(first, second, "both were refused with the same token, which was renewed once");
    }

    private Verdict refused(Credentials used, int status, String challenge) {
        return authorizer().afterReply(first().with(used), reply(status, challenge), Instant.EPOCH);
    }

    private SentRequest first() {
        return SentRequest.first("GET", uri("https://HOST/api"));
    }

    private static HttpReply reply(int status, String... challenges) {
        return new HttpReply(
                status,
                Arrays.stream(challenges)
                        .map(each -> HttpHeader.of("WWW-Authenticate", each))
                        .toList(),
                Secret.of(""));
    }
}

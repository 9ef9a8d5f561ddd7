package dev.latchkey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The targets of redirects. */
class RedirectTargetsTest {
    private static final URI FROM = URI.create("https://hub.example.com/a/b?c=d");

    private static Optional<Verdict.Redirect> redirect(URI from, String location) {
        HttpReply reply = new HttpReply(302, List.of(HttpHeader.of("location", location)), Secret.of(""));
        return RequestPolicy.afterReply(
                                SentRequest.first("GET", from), reply, Instant.EPOCH, (sent, by) -> Verdict.passOn())
                        instanceof Verdict.Redirect redirect
                ? Optional.of(redirect)
                : Optional.empty();
    }

    private static Optional<String> target(URI from, String location) {
        return redirect(from, location).map(to -> to.target().toString());
    }

    private static Optional<String> target(String location) {
        return target(FROM, location);
    }

    /** RFC 3986 §5.4, as far as it stays within the origin. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://hub.example.com/x, https://hub.example.com/x",
        "https://hub.example.com:443/x, https://hub.example.com:443/x",
        "HTTPS://HUB.EXAMPLE.COM/x, HTTPS://HUB.EXAMPLE.COM/x",
        "//hub.example.com/x, https://hub.example.com/x",
        "/x, https://hub.example.com/x",
        "x, https://hub.example.com/a/x",
        "./x, https://hub.example.com/a/x",
        "../x, https://hub.example.com/x",
        "?x=y, https://hub.example.com/a/b?x=y",
        "/x?y=z, https://hub.example.com/x?y=z",
        "/x#fragment, https://hub.example.com/x",
        "?x#y?z, https://hub.example.com/a/b?x",
        "///evil.example/x, https://hub.example.com/evil.example/x",
        "/%2F%40evil.example, https://hub.example.com/%2F%40evil.example"
    })
    void withinTheOriginItIsFollowed(String location, String to) {
        assertEquals(Optional.of(to), target(location));
        assertTrue(redirect(FROM, location).orElseThrow().keeps("Private-Token"));
    }

    /** Credentials are requested again, and there are none for these targets. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/x",
                "//evil.example/x",
                "https://hub.example.com.evil.example/",
                "https://hub.example.com:8443/x",
                "https://x.hub.example.com/",
                "https://hub.example.com./x"
            })
    void toAnotherOriginItIsFollowedWithoutHeadersMeantForThisOne(String location) {
        Verdict.Redirect redirect = redirect(FROM, location).orElseThrow();

        for (String header : List.of("Authorization", "Cookie", "x-api-key", "Private-Token", "If-Match")) {
            assertFalse(redirect.keeps(header), header);
        }
        for (String header : List.of("Accept", "accept-language", "Range", "User-Agent")) {
            assertTrue(redirect.keeps(header), header);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hub.example.com/x",
                "http://hub.example.com:443/x",
                "http://evil.example/",
                "http://127.0.0.1:631/",
                "https://127.0.0.1:631/",
                "https://localhost/",
                "https://app.localhost/",
                "https://[::ffff:127.0.0.1]/",
                "https://2130706433/",
                "https://user@hub.example.com/x",
                "//user@hub.example.com/x",
                "https://hub.example.com@evil.example/",
                "https:hub.example.com/x",
                "javascript:alert(1)",
                "mailto:a@hub.example.com",
                "data:,x",
                "\\\\evil.example\\x",
                "/a b",
                "/%zz",
                "http://[::1/",
                "https://[fe80::1%25eth0]/",
                "https://a123456789012345678901234567890123456789012345678901234567890123.example/",
                "",
                "#fragment-alone"
            })
    void otherRedirectsAreLeftToTheCaller(String location) {
        assertEquals(Optional.empty(), target(location));
    }

    /** OkHttp accepts host names that Java's URI does not. */
    @Test
    void noRedirectIsFollowedFromAHostThatCannotBeCompared() {
        assertEquals(Optional.empty(), redirect(URI.create("http://my_host/a"), "https://api.example/"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000/a, http://127.0.0.1:3000/b, true",
        "http://localhost:3000/a, https://api.example/b, true",
        "http://localhost:3000/a, http://api.example/b, false",
        "https://localhost:3000/a, http://localhost:3001/b, false"
    })
    void aServerOnThisMachineMayRedirectToAnother(URI from, String location, boolean followed) {
        assertEquals(followed, redirect(from, location).isPresent());
    }

    @Test
    void withoutTheBodyItsHeadersAreDropped() {
        Verdict.Redirect toGet = new Verdict.Redirect("GET", FROM, false, true);

        assertFalse(toGet.keeps("Content-Type"));
        assertFalse(toGet.keeps("transfer-encoding"));
        assertTrue(toGet.keeps("X-Trace"));
    }

    /** Before JDK-8272702 was fixed, the host in the text of such a URI differed from its parsed host. */
    @ParameterizedTest
    @ValueSource(strings = {".evil.example/x", "@evil.example/x", "evil.example"})
    void fromAUrlWithoutAPathTheHostStaysTheSame(String location) {
        String target =
                target(URI.create("https://hub.example.com"), location).orElse("https://hub.example.com/not-followed");

        assertEquals("hub.example.com", URI.create(target).getHost());
    }
}

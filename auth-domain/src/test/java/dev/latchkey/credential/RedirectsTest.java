package dev.latchkey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private static final URI FROM = URI.create("https://hub.example.com/a/b?c=d");

    private static Optional<String> target(URI from, String method, int status, String location) {
        HttpCall call = new HttpCall(method, from, List.of(), null, HttpCall.DEFAULT_TIMEOUT, 1);
        HttpReply reply = new HttpReply(status, List.of(HttpHeader.of("location", location)), Secret.of(""));
        return Redirects.target(call, reply).map(URI::toString);
    }

    private static Optional<String> target(String location) {
        return target(FROM, "GET", 302, location);
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
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/x",
                "//evil.example/x",
                "https://hub.example.com.evil.example/",
                "https://hub.example.com:8443/x",
                "https://x.hub.example.com/",
                "https://hub.example.com./x",
                "http://hub.example.com/x",
                "http://hub.example.com:443/x",
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
                "",
                "#fragment-alone"
            })
    void anythingElseIsTheCallersToDealWith(String location) {
        assertEquals(Optional.empty(), target(location));
    }

    /** Before JDK-8272702 was fixed, the text of such a URI named another host than its parts. */
    @ParameterizedTest
    @ValueSource(strings = {".evil.example/x", "@evil.example/x", "evil.example"})
    void fromAUrlWithoutAPathTheHostStaysTheSame(String location) {
        String target = target(URI.create("https://hub.example.com"), "GET", 302, location)
                .orElse("https://hub.example.com/not-followed");

        assertEquals("hub.example.com", URI.create(target).getHost());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 301, true",
        "GET, 302, true",
        "GET, 303, true",
        "GET, 307, true",
        "GET, 308, true",
        "HEAD, 302, true",
        "GET, 300, false",
        "GET, 304, false",
        "GET, 305, false",
        "GET, 306, false",
        "GET, 201, false",
        "GET, 401, false",
        "POST, 302, false",
        "POST, 303, false",
        "POST, 307, false",
        "PUT, 308, false",
        "DELETE, 302, false"
    })
    void onlyAGetOrHeadFollowsAndOnlyARedirect(String method, int status, boolean followed) {
        assertEquals(followed, target(FROM, method, status, "/x").isPresent());
    }

    @Test
    void withoutALocationThereIsNowhereToGo() {
        HttpReply reply = new HttpReply(302, List.of(), Secret.of(""));

        assertEquals(Optional.empty(), Redirects.target(HttpCall.get(FROM, List.of()), reply));
    }
}

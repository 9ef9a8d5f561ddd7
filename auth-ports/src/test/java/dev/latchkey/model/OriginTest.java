package dev.latchkey.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    private static final Origin API = Origin.of(URI.create("https://api.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example",
                "HTTPS://API.EXAMPLE/path?q#f",
                "https://api.example:443/",
                "https://api.example:0443/",
                "https://api.example:/",
                "https://somebody@api.example/"
            })
    void theSameSchemeHostAndPortAreTheSameOrigin(String uri) {
        assertTrue(API.covers(URI.create(uri)), uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example",
                "https://api.example:444",
                "https://api.example.",
                "https://api.example.evil.example",
                "https://api.example@evil.example",
                "https://evil.example/https://api.example",
                "https://evil.example?https://api.example",
                "https://xapi.example",
                "https://api%2eexample",
                "ftp://api.example",
                "//api.example",
                "/api.example",
                "https:api.example",
                "mailto:someone@api.example",
                "https://api_example",
                "https://[::1]"
            })
    void anyOtherUriHasAnotherOrigin(String uri) {
        assertFalse(API.covers(URI.create(uri)), uri);
    }

    @ParameterizedTest
    @CsvSource({
        "https://anywhere.example, true",
        "http://127.0.0.1:8080, true",
        "http://127.255.255.254, true",
        "http://[::1]:80, true",
        "http://localhost, true",
        "http://LocalHost:3000, true",
        "http://app.localhost, true",
        "http://a.b.localhost, true",
        "http://[0:0:0:0:0:0:0:1], true",
        "http://[::ffff:127.0.0.1], true",
        "http://[::ffff:7f00:1], true",
        "http://notlocalhost, false",
        "http://localhost.localdomain, false",
        "http://localhost.:80, false",
        "http://2130706433, false",
        "http://0x7f000001, false",
        "http://127.example, false",
        "http://[::127.0.0.1], false",
        "http://[::ffff:128.0.0.1], false",
        "http://[::], false",
        "http://[1::1], false",
        "http://127.0.0.1.evil.example, false",
        "http://localhost.evil.example, false",
        "http://128.0.0.1, false",
        "http://0.0.0.0, false",
        "http://[::2], false",
        "http://anywhere.example, false"
    })
    void onlyHttpsAndThisMachineAreProtected(String uri, boolean expected) {
        assertEquals(expected, Origin.of(URI.create(uri)).isProtected());
    }

    @ParameterizedTest
    @CsvSource({
        "https://anywhere.example, true",
        "http://127.0.0.1, true",
        "https://user@anywhere.example, false",
        "https://@anywhere.example, false",
        "http://anywhere.example, false",
        "ftp://anywhere.example, false",
        "/path, false"
    })
    void aUriWithUserInformationIsNotFoundProtected(String uri, boolean found) {
        assertEquals(found, Origin.findProtected(URI.create(uri)).isPresent());
    }

    @Test
    void aLabelHasAtMost63Characters() {
        String longest = "a".repeat(63);

        assertTrue(Origin.find(URI.create("https://" + longest + ".example")).isPresent());
        assertTrue(Origin.find(URI.create("https://a" + longest + ".example")).isEmpty());
        assertTrue(Origin.find(URI.create("https://" + (longest + ".").repeat(4) + "example"))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://[::1%25lo]",
                "https://[fe80::1%25eth0]",
                "",
                "path",
                "//host",
                "ftp://host",
                "https:///path",
                "https://:443",
                "file:///etc/passwd"
            })
    void refusesAUriWithoutAnOrigin(String uri) {
        assertThrows(IllegalArgumentException.class, () -> Origin.of(URI.create(uri)));
    }

    @ParameterizedTest
    @CsvSource({
        "https, api.example, https://api.example",
        "https, API.example:443, https://api.example",
        "https, api.example:8443, https://api.example:8443",
        "https, 192.0.2.1, https://192.0.2.1",
        "https, [2001:db8::1]:444, https://[2001:db8::1]:444",
        "http, 127.0.0.1:8080, http://127.0.0.1:8080"
    })
    void aHostAndAPortAreAnOrigin(String scheme, String authority, String origin) {
        assertEquals(origin, Origin.ofAuthority(scheme, authority).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example/",
                "api.example/.evil.example",
                "api.example?.evil.example",
                "api.example#.evil.example",
                "api.example\\.evil.example",
                "api.example@evil.example",
                "evil.example@api.example",
                "@api.example",
                ":@api.example",
                " api.example",
                "api.example ",
                "api.example\r",
                "api.example\n",
                "api.example\u0000",
                "api.example\t",
                "api%2eexample",
                "api.example%00",
                "api.example,evil.example",
                "//api.example",
                "https://api.example",
                "api.example:x",
                "api.example:-1",
                "api.example:0",
                "api.example:65536",
                "api.example:443:443",
                "api..example",
                ".api.example",
                "[::1",
                "[::1]x",
                "::1",
                "[fe80::1%eth0]",
                "api\u3002example",
                "\uff41pi.example",
                "b\u00fccher.example"
            })
    void anythingElseThanAHostAndAPortIsRefused(String authority) {
        assertEquals(Optional.empty(), Origin.ofAuthority("https", authority));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "HTTPS", "https:", "https://", "https://evil.example", "https ", "https\r", "ftp", "file"})
    void theSchemeMustBeHttpOrHttps(String scheme) {
        assertEquals(Optional.empty(), Origin.ofAuthority(scheme, "api.example"));
    }

    @Test
    void aTrailingDotMakesAnotherHost() {
        assertNotEquals(API, Origin.ofAuthority("https", "api.example.").orElseThrow());
    }
}

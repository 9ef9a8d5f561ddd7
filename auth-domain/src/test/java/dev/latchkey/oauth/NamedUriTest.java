package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedUriTest {
    private static final URI ELSEWHERE = URI.create("https://auth.example/device");
    private static final URI HERE = URI.create("http://127.0.0.1:8080/device");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:631",
                "127.255.255.254",
                "localhost",
                "LOCALHOST",
                "localhost.",
                "a.b.localhost",
                "localhost.localdomain",
                "ip6-localhost",
                "0.0.0.0",
                "0.1.2.3",
                "0177.0.0.1",
                "0127.0.0.1",
                "2130706433",
                "0x7f000001",
                "017700000001",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]"
            })
    void thisMachineIsRecognizedInAnyNotation(String host) {
        assertEquals(Optional.of("points to this machine"), objection("https://" + host + "/x", ELSEWHERE));
        assertEquals(Optional.empty(), objection("https://" + host + "/x", HERE));
    }

    /** Browsers and resolvers interpret these as 127.0.0.1; to Java they are not hosts. */
    @ParameterizedTest
    @ValueSource(strings = {"127.1", "127.0.1", "0x7f.1", "%6cocalhost", "127.0.0.1.", "[::1%25lo]"})
    void anAddressThatJavaDoesNotParseIsRefused(String host) {
        assertEquals(Optional.of("is not a web address"), objection("https://" + host + "/x", ELSEWHERE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth.example",
                "localhost.example",
                "localhost-1.example",
                "notlocalhost",
                "128.0.0.1",
                "10.0.0.1",
                "1.0.0.127",
                "[2001:db8::1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:a00:1::7f00:1]",
                "[fe80::1]"
            })
    void otherHostsAreNotThisMachine(String host) {
        assertEquals(Optional.empty(), objection("https://" + host + "/x", ELSEWHERE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "javascript:alert(1), is not a web address",
        "file:///etc/passwd, is not a web address",
        "--version, is not a web address",
        "/device, is not a web address",
        "https:///device, is not a web address",
        "https://google.example@evil.example/, has user information in it",
        "http://auth.example/device, is not https"
    })
    void anInvalidPageIsReportedWithTheReason(String uri, String why) {
        assertEquals(Optional.of(why), objection(uri, ELSEWHERE));
        assertEquals(Optional.of(why), objection(uri, HERE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9/x", "http://localhost/x", "http://[::1]:9/x", "https://auth.example/x"})
    void aServerOnThisMachineMayNameLocalAndRemotePages(String uri) {
        assertEquals(Optional.empty(), objection(uri, HERE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9/x", "http://localhost/x"})
    void anHttpsServerOnThisMachineMustNotNamePlainPages(String uri) {
        assertEquals(
                Optional.of("is not https, as the server is"),
                objection(uri, URI.create("https://localhost:8443/device")));
    }

    private static Optional<String> objection(String uri, URI server) {
        return Uris.objection(URI.create(uri), server);
    }
}

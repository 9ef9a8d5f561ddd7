package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {
    private static final String TARGET = "https://auth.example.com/oauth/token";

    private static Proxy select(Map<String, String> environment, String target) {
        List<Proxy> proxies = EnvironmentProxies.of(environment).select(URI.create(target));
        assertEquals(1, proxies.size());
        return proxies.get(0);
    }

    private static Proxy proxy(Proxy.Type type, String host, int port) {
        return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy:3128,HTTP,proxy,3128",
        "proxy:3128,HTTP,proxy,3128",
        "HTTP://Proxy:3128/,HTTP,proxy,3128",
        "http://user:secret@proxy:3128,HTTP,proxy,3128",
        "user@proxy:3128,HTTP,proxy,3128",
        "http://proxy,HTTP,proxy,80",
        "corp_proxy:8080,HTTP,corp_proxy,8080",
        "http://[::1]:3128,HTTP,::1,3128",
        "socks5://proxy:1080,SOCKS,proxy,1080",
        "' http://proxy:3128 ',HTTP,proxy,3128"
    })
    void aVariableNamesAProxy(String value, Proxy.Type type, String host, int port) {
        assertEquals(proxy(type, host, port), select(Map.of("HTTPS_PROXY", value), TARGET));
        assertEquals(proxy(type, host, port), select(Map.of("https_proxy", value), TARGET));
    }

    @Test
    void smallLettersGoFirstAndEmptyMeansNone() {
        assertEquals(
                proxy(Proxy.Type.HTTP, "a", 1), select(Map.of("https_proxy", "a:1", "HTTPS_PROXY", "b:2"), TARGET));
        assertEquals(Proxy.NO_PROXY, select(Map.of("https_proxy", "", "HTTPS_PROXY", "b:2"), TARGET));
    }

    @Test
    void eachSchemeHasItsOwn() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "a:1", "HTTP_PROXY", "b:2");

        assertEquals(proxy(Proxy.Type.HTTP, "a", 1), select(environment, "https://x.example/"));
        assertEquals(proxy(Proxy.Type.HTTP, "b", 2), select(environment, "http://x.example/"));
        assertEquals(Proxy.NO_PROXY, select(Map.of("HTTP_PROXY", "b:2"), "https://x.example/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http://user:hunter2@",
                "http://hunter2 x:1",
                "proxy:port",
                "https://hunter2:1",
                "ftp://hunter2:1"
            })
    void whatIsNoProxyIsAnErrorThatNamesTheVariableAlone(String value) {
        Map<String, String> environment = Map.of("HTTPS_PROXY", value);

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> EnvironmentProxies.of(environment));

        assertTrue(refused.toString().contains(": HTTPS_PROXY "), refused::toString);
        assertFalse(refused.toString().contains("hunter2"), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://127.0.0.1/", "https://127.1.2.3:8443/", "https://[::1]/", "http://localhost:3000/"})
    void thisMachineIsNeverReachedThroughAProxy(String target) {
        assertEquals(Proxy.NO_PROXY, select(Map.of("HTTPS_PROXY", "a:1", "HTTP_PROXY", "b:2"), target));
    }

    @ParameterizedTest
    @CsvSource({
        "'*',https://x.example/",
        "x.example,https://x.example/",
        "X.Example,https://x.example:8443/",
        "example,https://x.example/",
        ".example,https://x.example/",
        "*.example,https://x.example/",
        "'a, b ,x.example',https://x.example/",
        "'a b x.example',https://x.example/",
        "x.example:443,https://x.example/",
        "x.example:8443,https://x.example:8443/",
        "10.1.2.3,https://10.1.2.3/",
        "10.0.0.0/8,https://10.1.2.3/",
        "10.1.2.3/32,https://10.1.2.3/",
        "0.0.0.0/0,https://10.1.2.3/",
        "[fd00::1],https://[fd00::1]/",
        "fd00::1,https://[fd00::1]/",
        "[fd00::1]:443,https://[fd00::1]/",
        "fd00::/8,https://[fd00::1]/"
    })
    void theExceptionsAreReachedDirectly(String exceptions, String target) {
        assertEquals(Proxy.NO_PROXY, select(Map.of("HTTPS_PROXY", "a:1", "NO_PROXY", exceptions), target));
        assertEquals(Proxy.NO_PROXY, select(Map.of("HTTPS_PROXY", "a:1", "no_proxy", exceptions), target));
    }

    @ParameterizedTest
    @CsvSource({
        "'',https://x.example/",
        "',, ,',https://x.example/",
        "x.example,https://xx.example/",
        "x.example,https://x.example.evil/",
        "ample,https://x.example/",
        "x.example:8443,https://x.example/",
        "10.0.0.0/8,https://11.1.2.3/",
        "10.0.0.0/8,https://10.example/",
        "10.0.0.0/33,https://10.0.0.0/",
        "10.0.0.0/x,https://10.0.0.0/",
        "x/8,https://10.0.0.0/",
        "fd00::/8,https://10.1.2.3/",
        "0.0.0.0/0,https://[fd00::1]/"
    })
    void allOthersAreNot(String exceptions, String target) {
        assertEquals(
                proxy(Proxy.Type.HTTP, "a", 1), select(Map.of("HTTPS_PROXY", "a:1", "NO_PROXY", exceptions), target));
    }

    @Test
    void javasOwnSettingsCountWhereTheEnvironmentNamesNone() {
        System.setProperty("https.proxyHost", "java-proxy.example");
        System.setProperty("https.proxyPort", "3128");
        try {
            InetSocketAddress chosen =
                    (InetSocketAddress) select(Map.of(), TARGET).address();

            assertEquals("java-proxy.example", chosen.getHostString());
            assertEquals(proxy(Proxy.Type.HTTP, "a", 1), select(Map.of("HTTPS_PROXY", "a:1"), TARGET));
            assertEquals(Proxy.NO_PROXY, select(Map.of("NO_PROXY", "example.com"), TARGET));
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @Test
    void allProxyCountsWhereTheSchemeHasNoneOfItsOwn() {
        Map<String, String> both = Map.of("ALL_PROXY", "all:1", "HTTPS_PROXY", "a:1");

        assertEquals(proxy(Proxy.Type.HTTP, "all", 1), select(Map.of("ALL_PROXY", "all:1"), TARGET));
        assertEquals(proxy(Proxy.Type.HTTP, "all", 1), select(Map.of("all_proxy", "all:1"), "http://x.example/"));
        assertEquals(proxy(Proxy.Type.HTTP, "b", 2), select(Map.of("ALL_PROXY", "all:1", "all_proxy", "b:2"), TARGET));
        assertEquals(proxy(Proxy.Type.SOCKS, "all", 1080), select(Map.of("ALL_PROXY", "socks5h://all:1080"), TARGET));
        assertEquals(proxy(Proxy.Type.HTTP, "a", 1), select(both, TARGET));
        assertEquals(proxy(Proxy.Type.HTTP, "all", 1), select(both, "http://x.example/"));
        assertEquals(Proxy.NO_PROXY, select(Map.of("ALL_PROXY", "all:1", "https_proxy", ""), TARGET));
        assertEquals(Proxy.NO_PROXY, select(Map.of("ALL_PROXY", "all:1", "NO_PROXY", "example.com"), TARGET));
        assertEquals(Proxy.NO_PROXY, select(Map.of("ALL_PROXY", "all:1"), "https://localhost/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://alice:hunt@er2@proxy:3128",
                "http://alice:hunt/er2@proxy:3128",
                "http://alice:12/hunter2@proxy:3128",
                "http://alice:12?hunter2@proxy:3128",
                "http://alice:12#hunter2@proxy:3128",
                "http://alice:12\\hunter2@proxy:3128",
                "http://alice:hunter2%@proxy:3128",
                "http://alice:hunter2%x@proxy:3128",
                "alice:12/hunter2@proxy:3128"
            })
    void aPasswordThatIsNotEncodedIsToldHow(String value) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> EnvironmentProxies.of(Map.of("ALL_PROXY", value)));

        assertTrue(refused.toString().contains(": ALL_PROXY "), refused::toString);
        assertTrue(refused.toString().contains("percent-encode"), refused::toString);
        assertFalse(refused.toString().contains("hunt"), refused::toString);
        assertFalse(refused.toString().contains("alice"), refused::toString);
    }

    @Test
    void aUserOfASocksProxyIsRefusedAndNotLeftOut() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> EnvironmentProxies.of(Map.of("ALL_PROXY", "socks5://alice:hunter2@proxy:1080")));

        assertTrue(refused.toString().contains("SOCKS"), refused::toString);
        assertFalse(refused.toString().contains("hunter2"), refused::toString);
    }
}

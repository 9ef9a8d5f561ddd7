package dev.latchkey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The targets of credentials, including many hostile ones. */
class AllowedOriginsTest {
    private static final Credential ALLOWED = credential(Set.of(
            origin("https://hub.example.com"),
            origin("https://am.example.com:8443"),
            origin("https://xn--bcher-kva.example"),
            origin("https://[2001:db8::1]"),
            origin("http://[::1]:3000"),
            origin("http://127.0.0.1:3000"),
            origin("http://127.1.2.3"),
            origin("http://localhost:3000"),
            origin("http://app.localhost:3000"),
            origin("http://plain.example.com"),
            origin("http://[2001:db8::1]")));

    private static Credential credential(Set<Origin> origins) {
        ApiKeys keys = new ApiKeys(Secret.of("id"), Secret.of("key"));
        return new ApiKeysCredential(
                keys, origins.stream().collect(Collectors.toMap(origin -> origin, origin -> Part.WHOLE)));
    }

    private static Origin origin(String url) {
        return Origin.of(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hub.example.com",
                "https://hub.example.com/",
                "https://hub.example.com:443/a",
                "https://hub.example.com:/a",
                "https://hub.example.com:0443/a",
                "HTTPS://HUB.Example.COM/a",
                "https://hub.example.com?https://evil.example",
                "https://hub.example.com/@evil.example",
                "https://hub.example.com/#@evil.example",
                "https://hub.example.com//evil.example/",
                "https://hub.example.com/..;/%2e%2e/%2F@evil.example",
                "https://am.example.com:8443/a",
                "https://xn--bcher-kva.example/a",
                "https://[2001:db8::1]/a",
                "https://[2001:DB8::1]:443/a",
                "http://[::1]:3000/a",
                "http://127.0.0.1:3000/a",
                "http://127.1.2.3:80/a",
                "http://localhost:3000/a",
                "http://LOCALHOST:3000/a",
                "http://app.localhost:3000/a"
            })
    void anAllowedOriginIsAcceptedInAnySpelling(URI target) {
        assertTrue(ALLOWED.allows(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Lookalikes of the host
                "https://hub.example.com.evil.example/",
                "https://hub.example.comevil.example/",
                "https://evilhub.example.com/",
                "https://evil.hub.example.com/",
                "https://example.com/",
                "https://hub-example.com/",
                "https://hub.example.co/",
                "https://hub.example.com./",
                "https://hub.example.com../",
                "https://.hub.example.com/",
                // What only looks like a host
                "https://hub.example.com@evil.example/",
                "https://hub.example.com:443@evil.example/",
                "https://hub.example.com%40evil.example/",
                "https://hub.example.com%2Fevil.example/",
                "https://hub.example.com%2eevil.example/",
                "https://hub.example.com%00.evil.example/",
                "https://evil.example/https://hub.example.com/",
                "https://evil.example?hub.example.com",
                "https://evil.example#hub.example.com",
                "https:hub.example.com",
                "https:/hub.example.com/",
                "https:///hub.example.com/",
                "//hub.example.com/",
                "/hub.example.com",
                "hub.example.com",
                "",
                // User information, also before the right host
                "https://user@hub.example.com/",
                "https://user:password@hub.example.com/",
                "https://@hub.example.com/",
                "https://:@hub.example.com/",
                // Ports
                "https://hub.example.com:80/",
                "https://hub.example.com:8443/",
                "https://hub.example.com:0/",
                "https://hub.example.com:65979/",
                "https://hub.example.com:4294967739/",
                "https://am.example.com/",
                "http://localhost/",
                "http://localhost:3001/",
                "http://other.localhost:3000/",
                // Schemes
                "http://hub.example.com/",
                "http://hub.example.com:443/",
                "wss://hub.example.com/",
                "ftp://hub.example.com/",
                "file://hub.example.com/",
                "jar:https://hub.example.com/!/x",
                "mailto:someone@hub.example.com",
                "javascript:alert(1)",
                // Other letters, dots and spellings
                "https://hub.ex\u0430mple.com/",
                "https://hub.example.com\u3002evil.example/",
                "https://hub\uFF0Eexample\uFF0Ecom/",
                "https://b\u00fccher.example/",
                "https://xn--bcher-kva.example.evil.example/",
                "https://hub_example.com/",
                // Addresses
                "https://[2001:db8:0:0:0:0:0:1]/",
                "https://[2001:db8::2]/",
                "https://[::ffff:127.0.0.1]/",
                "http://[::1]/",
                "http://[::1%25lo]:3000/",
                "http://2130706433:3000/",
                "http://0x7f.0.0.1:3000/",
                "http://127.1:3000/",
                "http://0.0.0.0:3000/",
                // HTTP elsewhere than on this machine, even where it was allowed by mistake
                "http://plain.example.com/",
                "http://[2001:db8::1]/"
            })
    void everythingElseIsRefused(URI target) {
        assertFalse(ALLOWED.allows(target));
    }

    /** A text that Java cannot parse is never a target. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hub.example.com\\@evil.example/",
                "https://hub.example.com /",
                "https://hub.example.com\t.evil.example/",
                "https://hub.example.com\n/",
                "https://[::1/",
                "https://hub.example.com/|",
                "https://{hub.example.com}/"
            })
    void anInvalidUriIsNotATarget(String target) {
        assertThrows(IllegalArgumentException.class, () -> URI.create(target));
    }

    /** Before JDK-8272702 was fixed, the host of such a composed URI differed from the one in its text. */
    @ParameterizedTest
    @ValueSource(strings = {".evil.example/", "@evil.example/", "evil.example"})
    void aComposedUriHasTheHostInItsText(String reference) {
        URI together = URI.create("https://hub.example.com").resolve(reference);

        assertEquals(ALLOWED.allows(URI.create(together.toString())), ALLOWED.allows(together));
    }

    @Test
    void noOriginsAllowNothing() {
        assertFalse(credential(Set.of()).allows(URI.create("https://hub.example.com/")));
    }

    @Test
    void theOriginsCannotBeChangedLater() {
        Set<Origin> origins = new HashSet<>(Set.of(origin("https://hub.example.com")));
        Credential allowed = credential(origins);

        origins.add(origin("https://evil.example"));

        assertFalse(allowed.allows(URI.create("https://evil.example/")));
    }
}

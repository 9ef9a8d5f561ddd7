package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UrisTest {
    @Test
    void aUriIsShownWithoutItsQueryAndTruncated() {
        assertEquals("https://auth.example/a", Uris.shown(URI.create("https://auth.example/a?code=secret")));
        assertEquals("https://auth.example/a", Uris.shown(URI.create("https://auth.example/a")));
        assertEquals(
                300,
                Uris.shown(URI.create("https://auth.example/" + "a".repeat(999)))
                        .length());
    }

    @Test
    void aUriIsShownWithoutItsPassword() {
        assertEquals(
                "https://ann:[redacted]@auth.example/a", Uris.shown(URI.create("https://ann:secret@auth.example/a")));
    }

    @Test
    void aUriIsShownWithoutBidirectionalControls() {
        assertEquals("https://auth.example/ab", Uris.shown(URI.create("https://auth.example/a\u202eb")));
    }

    @Test
    void anInvalidTextIsNotAUri() {
        assertEquals(Optional.empty(), Uris.parse("https://a b"));
        assertEquals(Optional.of(URI.create("x:y")), Uris.parse("x:y"));
    }
}

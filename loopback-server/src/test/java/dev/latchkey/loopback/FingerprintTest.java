package dev.latchkey.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.Secret;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    /** {@code printf abc | sha256sum}. */
    @Test
    void itIsTheBeginningOfTheHash() {
        assertEquals("ba7816bf8f01", Fingerprint.of(Secret.of("abc")));
    }
}

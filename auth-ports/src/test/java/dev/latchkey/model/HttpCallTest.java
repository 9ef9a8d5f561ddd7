package dev.latchkey.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallTest {
    private static final URI SOMEWHERE = URI.create("https://api.example.com/");

    /** The rest would be a second request. */
    @ParameterizedTest
    @ValueSource(
            strings = {"GET /stolen HTTP/1.1\r\nHost: api.example.com\r\n\r\nGET", "GE T", "GET\n", "", "GÉT", "G(ET"})
    void aMethodIsOneToken(String method) {
        assertThrows(IllegalArgumentException.class, () -> HttpCall.of(method, SOMEWHERE, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "M-SEARCH", "X!#$%&'*+.^_`|~9"})
    void aMethodMayBeUnknown(String method) {
        assertEquals(method, HttpCall.of(method, SOMEWHERE, List.of()).method());
    }
}

package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTemplateTest {
    private static final Map<String, Object> TEMPLATE = Map.of(
            "plain",
            "{token}",
            "list",
            List.of(1, List.of("{token}")),
            "object",
            Map.of("in", Map.of("it", "{token}")));

    @Test
    void eachPlaceholderIsReplacedAtAnyDepth() {
        assertEquals(
                Map.of("plain", "t", "list", List.of(1, List.of("t")), "object", Map.of("in", Map.of("it", "t"))),
                JsonTemplate.filled(TEMPLATE, "{token}", "t"));
    }

    @Test
    void textThatOnlyContainsThePlaceholderIsKept() {
        Map<String, Object> template = Map.of("a", "x{token}", "b", true);

        assertFalse(JsonTemplate.has(template, "{token}"));
        assertEquals(template, JsonTemplate.filled(template, "{token}", "t"));
    }

    @Test
    void aPlaceholderIsFoundAtAnyDepth() {
        assertTrue(JsonTemplate.has("{token}", "{token}"));
        assertTrue(JsonTemplate.has(List.of(Map.of("a", List.of("b", "{token}"))), "{token}"));
        assertFalse(JsonTemplate.has(List.of(Map.of("{token}", List.of("b"))), "{token}"));
        assertFalse(JsonTemplate.has(null, "{token}"));
    }
}

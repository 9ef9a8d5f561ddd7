package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextBytesTest {
    private static final List<String> TEXTS = List.of(
            "",
            "alice",
            "josé",
            "\uD83D\uDD11",
            "\uD83D",
            "\uDD11",
            "\uDD11\uD83D",
            "\uFFFD",
            "?",
            "\u00ff",
            "\u00ffa",
            "a\uD83D");

    @Test
    void eachTextHasBytesOfItsOwnAndComesBack() throws Exception {
        Set<String> seen = new HashSet<>();
        for (String text : TEXTS) {
            byte[] bytes = TextBytes.of(text);
            assertEquals(text, TextBytes.text(bytes));
            seen.add(Arrays.toString(bytes));
        }
        assertEquals(TEXTS.size(), seen.size());
    }

    @Test
    void whatAPersonCanReadIsUtf8() {
        assertArrayEquals("josé".getBytes(StandardCharsets.UTF_8), TextBytes.of("josé"));
    }
}

package dev.latchkey.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTextTest {
    @ParameterizedTest
    @CsvSource({
        "'\u001b[31mred\u001b[0m', '[31mred[0m'",
        "'\u009b31mred', '31mred'",
        "'one\r\ntwo\tthree', 'one two three'",
        "'safe\u202eexe.txt', 'safeexe.txt'",
        "'\u2066a\u2069\u200e\u200f\u061c', 'a'",
        "'zero\u200bwidth\ufeff\u00ad', 'zerowidth'",
        "'line\u2028paragraph\u2029end', 'line paragraph end'",
        "'bell\u0007back\b\u007f', 'bellback'",
        "'tag\udb40\udc41', 'tag'",
        "'private\ue000', 'private'",
        "'\u00fcml\u00e4\u00fct \u4f60\u597d \ud83d\ude00', '\u00fcml\u00e4\u00fct \u4f60\u597d \ud83d\ude00'"
    })
    void removesTerminalControlsAndInvisibleCharacters(String untrusted, String shown) {
        assertEquals(shown, DisplayText.of(untrusted).value());
    }

    @Test
    void removesALoneSurrogate() {
        assertEquals("ab", DisplayText.of("a\ud800b").value());
    }

    @Test
    void truncatesAMegabyteWithoutSplittingACharacter() {
        String shown = DisplayText.of("\ud83d\ude00".repeat(1 << 19)).value();

        assertTrue(shown.length() <= DisplayText.LONGEST);
        assertTrue(shown.endsWith("\ud83d\ude00…"), shown);
    }
}

package dev.latchkey.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SafeLineTest {
    private static final String NAME = "alice\u202egpj.exe\u2066\u200b";

    @Test
    void whatTurnsTextAroundIsLeftOutAndSpacesStay() {
        assertEquals("  alicegpj.exe   x", SafeLine.of("  " + NAME + "   x"));
        assertEquals("a [31mb c", SafeLine.of("a\u001b[31mb\nc"));
    }

    @Test
    void eachWayToThePersonCleansIt() {
        Screen screen = new Screen();

        screen.terminal().say(NAME);
        screen.terminal().note(NAME);
        screen.terminal().warn(NAME);

        assertEquals(
                "alicegpj.exe alicegpj.exe latchkey: warning: alicegpj.exe",
                screen.text().strip().replaceAll("\\R", " "));
    }
}

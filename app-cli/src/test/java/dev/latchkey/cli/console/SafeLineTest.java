package dev.latchkey.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.cli.text.SafeLine;
import dev.latchkey.moshi.MoshiJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

    @Test
    void aProgramReadsTheSameNameAndATerminalIsNotTurnedAround() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JsonLines(new MoshiJson(), new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .print(Map.of("account", NAME + "\u0085\u00e4"));

        String line = bytes.toString(StandardCharsets.UTF_8);
        assertEquals("{\"account\":\"alice\\u202egpj.exe\\u2066\\u200b\\u0085\u00e4\"}\n", line);
        assertEquals(
                NAME + "\u0085\u00e4",
                new MoshiJson().read(dev.latchkey.model.Secret.of(line)).get("account"));
    }
}

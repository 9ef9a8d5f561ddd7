package dev.latchkey.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.line.LineParser;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final String NAME = "alice\u202egpj.exe\u2066\u200b";

    @Test
    void terminalControlCharactersAreEscapedAndTheJsonIsEquivalent() throws Exception {
        Map<String, Object> object = Map.of("username", "a\u009b31m\u007f\u202eb\u001b[1m\u200f \u00fc \uD83D\uDD11\n");

        String text = printed(object);

        assertEquals(object, new MoshiJson().read(Secret.of(text)));
        assertTrue(text.contains("\u00fc \uD83D\uDD11"), text);
        assertTrue(
                text.strip()
                        .chars()
                        .noneMatch(c ->
                                Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT),
                text);
    }

    @Test
    void bidirectionalControlsAreEscapedAndTheJsonIsEquivalent() throws Exception {
        String line = printed(Map.of("account", NAME + "\u0085\u00e4"));

        assertEquals("{\"account\":\"alice\\u202egpj.exe\\u2066\\u200b\\u0085\u00e4\"}\n", line);
        assertEquals(
                NAME + "\u0085\u00e4", new MoshiJson().read(Secret.of(line)).get("account"));
    }

    /** For a program that reads these bytes. */
    static Results results(ByteArrayOutputStream bytes) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, out);
        return new Results(terminal, new MoshiJson(), LineParser.parse("status", "--json"));
    }

    private static String printed(Map<String, Object> object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        results(bytes).print(object);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

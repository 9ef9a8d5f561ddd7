package dev.latchkey.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    @Test
    void whatATerminalWouldActUponIsEscapedAndMeansTheSame() throws Exception {
        Map<String, Object> object = Map.of("username", "a\u009b31m\u007f\u202eb\u001b[1m\u200f \u00fc \uD83D\uDD11\n");
        Screen screen = new Screen();

        new JsonLines(new MoshiJson(), screen.terminal().out()).print(object);

        assertEquals(object, new MoshiJson().read(Secret.of(screen.text())));
        assertTrue(screen.text().contains("\u00fc \uD83D\uDD11"), screen.text());
        assertTrue(
                screen.text()
                        .strip()
                        .chars()
                        .noneMatch(c ->
                                Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT),
                screen.text());
    }
}

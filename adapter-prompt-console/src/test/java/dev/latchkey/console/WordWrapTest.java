package dev.latchkey.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordWrapTest {
    private static final String WORD = "nine_char";
    private static final String LINE = String.join(" ", List.of(WORD, WORD, WORD, WORD, WORD, WORD, WORD, WORD));

    @Test
    void aTextIsBrokenBetweenWords() {
        assertEquals(LINE + "\n" + WORD, WordWrap.of(LINE + " " + WORD));
    }

    @Test
    void eightyColumnsAreOneLine() {
        assertEquals(LINE + "!", WordWrap.of(LINE + "!"));
        assertEquals(LINE.replaceFirst(" (?=\\w+$)", "\n") + "!!", WordWrap.of(LINE + "!!"));
    }

    @Test
    void aLongWordIsKeptWhole() {
        String url = "https://id.example.com/" + "x".repeat(100);

        assertEquals("Open\n" + url + "\nnow.", WordWrap.of("Open " + url + " now."));
    }

    @Test
    void aCommandToRunStaysOnOneLine() {
        String command = "latchkey login --provider work --account ann@example.com";

        assertEquals(
                "Not logged in to work as ann@example.com. Run:\n" + command,
                WordWrap.of("Not logged in to work as ann@example.com. Run: " + command));
    }

    @Test
    void furtherLinesAreIndentedLikeTheFirst() {
        assertEquals("  " + LINE.substring(10) + "\n  " + WORD, WordWrap.of("  " + LINE.substring(10) + " " + WORD));
    }

    @Test
    void aNoteIsWrappedOnlyOnATerminal() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal piped = Terminal.of(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        piped.note(LINE + " " + WORD);
        assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count());
        err.reset();
        piped.seen().note(LINE + " " + WORD);
        assertEquals(2, err.toString(StandardCharsets.UTF_8).lines().count());
    }
}

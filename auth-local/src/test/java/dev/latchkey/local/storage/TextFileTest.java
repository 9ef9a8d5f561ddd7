package dev.latchkey.local.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheText() throws IOException {
        assertEquals("wörd\n", TextFile.read(file("\uFEFFwörd\n".getBytes(StandardCharsets.UTF_8))));
        assertEquals("wörd\n", TextFile.read(file("wörd\n".getBytes(StandardCharsets.UTF_8))));
        assertEquals("a\uFEFFb", TextFile.read(file("a\uFEFFb".getBytes(StandardCharsets.UTF_8))));
        assertEquals("", TextFile.read(file("\uFEFF".getBytes(StandardCharsets.UTF_8))));
        assertEquals("", TextFile.read(file(new byte[0])));
    }

    @Test
    void reportsAnotherEncoding() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path file = file("\uFEFFsecret".getBytes(charset));

            IOException refused = assertThrows(IOException.class, () -> TextFile.read(file));

            assertEquals("is UTF-16; save it as UTF-8", TextFile.problem(refused));
        }
        Path latin = file("wörd".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "is not UTF-8; save it as UTF-8",
                TextFile.problem(assertThrows(IOException.class, () -> TextFile.read(latin))));
        assertEquals(
                "cannot be read",
                TextFile.problem(assertThrows(IOException.class, () -> TextFile.read(folder.resolve("none")))));
    }

    @Test
    void doesNotReadAnEndlessFileToItsEnd() throws IOException {
        Path file = file(new byte[(4 << 20) + 1]);

        assertEquals(
                "is longer than 4194304 bytes",
                TextFile.problem(assertThrows(IOException.class, () -> TextFile.read(file))));
    }
}

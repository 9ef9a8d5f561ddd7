package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    /** Regression: the error ended the thread, and the process waited five seconds for a command that had ended. */
    @ParameterizedTest
    @ValueSource(strings = {"provider list", "provider list --verbose"})
    void aMissingClassIsReportedAndEndsTheCommand(String line, @TempDir Path folder) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String text) {
                throw new NoClassDefFoundError("dagger/Lazy");
            }
        };
        Terminal terminal =
                Terminal.of(InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8));
        Environment environment =
                new Environment(Map.of("LATCHKEY_HOME", folder.toString()), folder.toString(), "Linux");

        int code = new Commands(environment, terminal).run(line.split(" ", -1));

        assertEquals(1, code);
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("Something unexpected went wrong (java.lang.NoClassDefFoundError)"), said);
        assertTrue(said.contains("    at "), said);
    }
}

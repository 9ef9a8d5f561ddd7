package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRunnerTest {
    /** Regression: the error ended the thread, and the process waited five seconds for a command that had ended. */
    @ParameterizedTest
    @ValueSource(strings = {"status", "status --verbose"})
    void aMissingClassIsReportedAndEndsTheCommand(String line) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), stream, stream);

        int code = new CommandRunner(terminal, options -> {
                    throw new NoClassDefFoundError("dagger/Lazy");
                })
                .run(line.split(" ", -1));

        assertEquals(1, code);
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("Something unexpected went wrong (java.lang.NoClassDefFoundError)"), said);
        assertTrue(said.contains("    at "), said);
    }
}

package dev.latchkey.cli.session;

import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.session.Results.SessionNotes;
import dev.latchkey.console.Terminal;
import dev.latchkey.port.SessionListener;
import dev.latchkey.testkit.contract.SessionListenerContract;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class SessionNotesContractTest extends SessionListenerContract {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Terminal terminal =
            Terminal.of(InputStream.nullInputStream(), print, print).seen();
    private final SessionListener notes = new SessionNotes(terminal, LineParser.parse("token", "--verbose"));

    @Override
    protected SessionListener listener() {
        return notes;
    }

    @Override
    protected long warnings() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("warning: odd"))
                .count();
    }
}

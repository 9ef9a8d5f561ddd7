package dev.latchkey.cli.session;

import dev.latchkey.cli.console.Screen;
import dev.latchkey.port.SessionListener;
import dev.latchkey.testkit.contract.SessionListenerContract;

class SessionNotesContractTest extends SessionListenerContract {
    private final Screen screen = new Screen();
    private final SessionListener notes = new SessionNotes(screen.terminal(), true);

    @Override
    protected SessionListener listener() {
        return notes;
    }

    @Override
    protected long warnings() {
        return screen.text()
                .lines()
                .filter(line -> line.contains("warning: odd"))
                .count();
    }
}

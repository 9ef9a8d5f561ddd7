package dev.latchkey.testkit.torture;

import dev.latchkey.error.AuthException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.ServerEvent;
import dev.latchkey.testkit.RecordingPrompt;
import java.util.List;

/** The person: logs in at the beginning, and again when the session is over. */
final class Relogin {
    private final LoopbackAuthorizationServer server;
    private final TortureHost host;
    private final TortureProgram program;
    private final Journal journal;
    private int logins;

    Relogin(LoopbackAuthorizationServer server, TortureHost host, Journal journal) {
        this.server = server;
        this.host = host;
        this.program = host.program();
        this.journal = journal;
    }

    /** How often so far. */
    int logins() {
        return logins;
    }

    /** No trouble begins meanwhile. A login that fails all the same is tried again the next time. */
    void logInIfOver() {
        if (!host.isLoggedOut()) {
            return;
        }
        // What was planned for renewals would make each poll wait for longer than the last.
        server.faults().clear();
        try {
            program.logIn(new RecordingPrompt()
                    .onShow(code -> server.approve(code.userCode().toString(), "alice")));
        } catch (AuthException e) {
            if (logins == 0) {
                throw e;
            }
            return;
        }
        logins++;
        List<ServerEvent> families = server.log().events(ServerEvent.Kind.LOGGED_IN);
        String family = Integer.toString(families.get(families.size() - 1).family());
        journal.note(JournalLine.Kind.LOGGED_IN, journal.lastSaved(), family);
    }
}

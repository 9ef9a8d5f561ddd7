package dev.latchkey.testkit.torture;

import dev.latchkey.error.AuthException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.ServerEvent;
import dev.latchkey.testkit.RecordingPrompt;
import java.util.List;

/** Logs in at the beginning, and again when the session has ended. */
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

    /** The number of logins so far. */
    int logins() {
        return logins;
    }

    /** No trouble begins during a login. If it fails anyway, it is retried the next time. */
    void logInIfOver() {
        if (!host.isLoggedOut()) {
            return;
        }
        // Delays that are meant for renewals would make each poll wait longer than the last.
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

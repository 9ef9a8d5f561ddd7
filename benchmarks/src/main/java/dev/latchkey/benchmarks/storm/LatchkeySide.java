package dev.latchkey.benchmarks.storm;

import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.benchmarks.report.Samples;
import dev.latchkey.benchmarks.server.RotatingServer;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.AuthSession;
import java.nio.file.Path;

/** Latchkey, with the real transport and the session in a file. */
final class LatchkeySide implements Side {
    private final Path folder;
    private final OkHttpTransport transport = new OkHttpTransport();

    LatchkeySide(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "Latchkey, saved durably";
    }

    @Override
    public Samples.Action expired(RotatingServer server, int round) {
        Path own = folder.resolve("storm-" + round);
        LatchkeySessions.saveExpired(own, server.tokenEndpoint(), server.logIn());
        AuthSession session = LatchkeySessions.open(own, server.tokenEndpoint(), transport);
        return session::accessToken;
    }
}

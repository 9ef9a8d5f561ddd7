package dev.latchkey.benchmarks.storm;

import dev.latchkey.benchmarks.peer.Google;
import dev.latchkey.benchmarks.report.Samples;
import dev.latchkey.benchmarks.server.RotatingServer;

/** Google's library, in memory: it does not store a rotated refresh token. */
final class GoogleSide implements Side {
    @Override
    public String name() {
        return "google-auth, in memory";
    }

    @Override
    public Samples.Action expired(RotatingServer server, int round) {
        Google google = Google.withToken(server.tokenEndpoint(), server.logIn(), -60_000);
        return google::headers;
    }
}

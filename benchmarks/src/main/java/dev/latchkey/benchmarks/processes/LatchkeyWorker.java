package dev.latchkey.benchmarks.processes;

import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import java.net.URI;
import java.nio.file.Path;

/** A process with Latchkey: file store, file lock, OkHttp and Moshi. */
final class LatchkeyWorker {
    private LatchkeyWorker() {}

    /** Takes a folder and the token endpoint. */
    public static void main(String[] args) {
        // Created only by the process that renews, as in the command line. The others need no HTTP client.
        HttpTransport transport = call -> new OkHttpTransport().exchange(call);
        LatchkeySessions.open(Path.of(args[0]), URI.create(args[1]), transport).accessToken();
    }
}

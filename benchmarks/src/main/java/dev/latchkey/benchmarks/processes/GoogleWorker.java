package dev.latchkey.benchmarks.processes;

import dev.latchkey.benchmarks.peer.Google;
import java.io.IOException;
import java.nio.file.Path;

/** A process with Google's library, which stores its refresh token in a file and no access token. */
final class GoogleWorker {
    private GoogleWorker() {}

    /** Takes a folder. */
    public static void main(String[] args) throws IOException {
        Google.read(Path.of(args[0], "credentials.json")).headers();
    }
}

package dev.latchkey.benchmarks.processes;

import dev.latchkey.benchmarks.peer.Msal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A process with Microsoft's library and its extension for a shared cache. */
final class MsalWorker {
    private MsalWorker() {}

    /** Takes a folder and the token endpoint. */
    public static void main(String[] args) throws IOException {
        Msal msal = Msal.openShared(URI.create(args[1]), Path.of(args[0]));
        msal.token(msal.account());
        // Its non-daemon threads would keep the process alive for a minute.
        System.exit(0);
    }
}

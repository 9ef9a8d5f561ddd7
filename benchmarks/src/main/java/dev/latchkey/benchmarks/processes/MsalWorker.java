package dev.latchkey.benchmarks.processes;

import dev.latchkey.benchmarks.peer.Msal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A process of the peer from Microsoft, with its own extension for processes that share a cache. */
final class MsalWorker {
    private MsalWorker() {}

    /** Takes a folder and the token endpoint. */
    public static void main(String[] args) throws IOException {
        Msal msal = Msal.openShared(URI.create(args[1]), Path.of(args[0]));
        msal.token(msal.account());
        // Its threads are no daemons and stay for a minute.
        System.exit(0);
    }
}

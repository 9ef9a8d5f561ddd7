package dev.latchkey.benchmarks.storm;

import dev.latchkey.benchmarks.report.Samples;
import dev.latchkey.benchmarks.server.RotatingServer;

/** A library in the benchmark. */
interface Side {
    String name();

    /** Creates a session that has expired; the returned action gets a token from it, from any thread. */
    Samples.Action expired(RotatingServer server, int round) throws Exception;
}

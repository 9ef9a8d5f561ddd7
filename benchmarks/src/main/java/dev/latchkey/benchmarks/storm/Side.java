package dev.latchkey.benchmarks.storm;

import dev.latchkey.benchmarks.report.Samples;
import dev.latchkey.benchmarks.server.RotatingServer;

/** A library under the storm. */
interface Side {
    String name();

    /** Makes a session that has expired; answers what asks it for a token, from any thread. */
    Samples.Action expired(RotatingServer server, int round) throws Exception;
}

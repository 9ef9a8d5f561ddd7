package dev.latchkey.acceptance.faults;

import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.testkit.faults.Errno;
import java.io.IOException;

/** One command in one situation. */
interface Scenario {
    /** What it is called. */
    String name();

    /** Makes the situation in a new home, with the sessions in that store. */
    Subject setUp(World world, Home home, StoreKind kind);

    /** Whether it is worth the time for that reason, too: one that shares nearly all with another is left with the commonest. */
    default boolean isFor(Errno errno) {
        return true;
    }

    /** The command. */
    String[] command(StoreKind kind);

    /** Notes what is wrong afterwards. */
    void judge(Subject subject, StoreKind kind, Aftermath after) throws IOException, InterruptedException;
}

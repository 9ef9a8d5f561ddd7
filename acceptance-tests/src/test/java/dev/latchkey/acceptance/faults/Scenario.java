package dev.latchkey.acceptance.faults;

import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.testkit.faults.Errno;
import java.io.IOException;

/** One command in one situation. */
interface Scenario {
    /** The name of the scenario. */
    String name();

    /** Creates the situation in a new home, with the sessions in this store. */
    Subject setUp(World world, Home home, StoreKind kind);

    /** Whether to run it for this error too. A scenario that shares most of its code with another runs only for the most common one. */
    default boolean isFor(Errno errno) {
        return true;
    }

    /** The command. */
    String[] command(StoreKind kind);

    /** Records what is wrong afterwards. */
    void judge(Subject subject, StoreKind kind, Aftermath after) throws IOException, InterruptedException;
}

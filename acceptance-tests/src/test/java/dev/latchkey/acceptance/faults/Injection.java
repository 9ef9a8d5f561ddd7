package dev.latchkey.acceptance.faults;

import dev.latchkey.testkit.faults.Errno;
import dev.latchkey.testkit.faults.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The fault of one case.
 *
 * @param way whether it happens once or permanently, or the process dies
 * @param errno why the operation fails, or null for a kill
 * @param number the number of the operation
 */
record Injection(Way way, @Nullable Errno errno, int number) {
    /** How the fault happens. */
    enum Way {
        ONCE,
        FROM_THEN_ON,
        KILLED
    }

    /** The corresponding fault of a file system. */
    Fault fault() {
        if (errno == null) {
            return Fault.kill(number);
        }
        return way == Way.ONCE ? Fault.once(number, errno) : Fault.from(number, errno);
    }

    boolean isKill() {
        return way == Way.KILLED;
    }

    /** Whether a retry would have succeeded. */
    boolean isPassing() {
        return way == Way.ONCE;
    }

    @Override
    public String toString() {
        return (errno == null ? "" : errno + " ") + way;
    }
}

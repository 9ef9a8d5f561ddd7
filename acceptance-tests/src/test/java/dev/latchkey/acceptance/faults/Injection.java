package dev.latchkey.acceptance.faults;

import dev.latchkey.testkit.faults.Errno;
import dev.latchkey.testkit.faults.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in one case.
 *
 * @param way whether once, from then on, or the process dies
 * @param errno why an operation fails, or null for a kill
 * @param number at which operation
 */
record Injection(Way way, @Nullable Errno errno, int number) {
    /** For how long. */
    enum Way {
        ONCE,
        FROM_THEN_ON,
        KILLED
    }

    /** The same as a fault of a file system. */
    Fault fault() {
        if (errno == null) {
            return Fault.kill(number);
        }
        return way == Way.ONCE ? Fault.once(number, errno) : Fault.from(number, errno);
    }

    boolean isKill() {
        return way == Way.KILLED;
    }

    /** Whether one more try would have done. */
    boolean isPassing() {
        return way == Way.ONCE;
    }

    @Override
    public String toString() {
        return (errno == null ? "" : errno + " ") + way;
    }
}

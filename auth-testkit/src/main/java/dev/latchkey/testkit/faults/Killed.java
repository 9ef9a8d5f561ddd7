package dev.latchkey.testkit.faults;

/** Thrown in place of an operation after the process was killed: nothing that it does has an effect any more. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(Operation operation) {
        super("killed before " + operation, null, false, false);
    }
}

package dev.latchkey.testkit.faults;

/** Thrown in place of an operation by a process that is dead: what it does from here on changes nothing any more. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(Operation operation) {
        super("killed before " + operation, null, false, false);
    }
}

package dev.latchkey.acceptance.faults;

/** The process is dead: what it does from here on changes nothing any more. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(Operation operation) {
        super("killed before " + operation, null, false, false);
    }
}

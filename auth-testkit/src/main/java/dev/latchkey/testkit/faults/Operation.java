package dev.latchkey.testkit.faults;

/**
 * An operation of a program on a file system.
 *
 * @param number counted from 1, over all threads
 * @param kind the kind of operation
 * @param path the path it applies to
 */
public record Operation(int number, OperationKind kind, String path) {
    @Override
    public String toString() {
        return "operation " + number + ", " + kind + " " + path;
    }
}

package dev.latchkey.testkit.faults;

/**
 * One thing that a program asked of a file system.
 *
 * @param number from 1, over all threads
 * @param kind what
 * @param path of what
 */
public record Operation(int number, OperationKind kind, String path) {
    @Override
    public String toString() {
        return "operation " + number + ", " + kind + " " + path;
    }
}

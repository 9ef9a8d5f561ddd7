package dev.latchkey.testkit.faults;

import java.io.IOException;
import java.util.function.Consumer;

/** What goes wrong: asked before each operation. */
@FunctionalInterface
public interface Fault {
    /**
     * Throws if the operation is to fail.
     *
     * @throws IOException as the system would
     * @throws Killed if the process is dead by now
     */
    void strike(Operation operation) throws IOException;

    /** Nothing. */
    static Fault none() {
        return operation -> {};
    }

    /** The operation of that number, and no other. */
    static Fault once(int number, Errno errno) {
        return operation -> {
            if (operation.number() == number) {
                throw errno.exception(operation);
            }
        };
    }

    /** The operation of that number and all after it. */
    static Fault from(int number, Errno errno) {
        return operation -> {
            if (operation.number() >= number) {
                throw errno.exception(operation);
            }
        };
    }

    /** The process dies before that operation: what it wrote stays, and nothing changes any more. */
    static Fault kill(int number) {
        return operation -> {
            if (operation.number() >= number) {
                throw new Killed(operation);
            }
        };
    }

    /** Whoever comes to that operation, or to one after it, does that instead, and does not come back. */
    static Fault stop(int number, Consumer<Operation> instead) {
        return operation -> {
            if (operation.number() >= number) {
                instead.accept(operation);
                throw new IllegalStateException("came back at " + operation);
            }
        };
    }
}

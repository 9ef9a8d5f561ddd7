package dev.latchkey.testkit.faults;

import java.io.IOException;
import java.util.function.Consumer;

/** A fault to inject; asked before each operation. */
@FunctionalInterface
public interface Fault {
    /**
     * Throws if the operation is to fail.
     *
     * @throws IOException as the system would
     * @throws Killed if the process has been killed
     */
    void strike(Operation operation) throws IOException;

    /** No fault. */
    static Fault none() {
        return operation -> {};
    }

    /** Only the operation with this number fails. */
    static Fault once(int number, Errno errno) {
        return operation -> {
            if (operation.number() == number) {
                throw errno.exception(operation);
            }
        };
    }

    /** The operation with this number and all later ones fail. */
    static Fault from(int number, Errno errno) {
        return operation -> {
            if (operation.number() >= number) {
                throw errno.exception(operation);
            }
        };
    }

    /** The process is killed before this operation: what it wrote stays, and nothing changes after that. */
    static Fault kill(int number) {
        return operation -> {
            if (operation.number() >= number) {
                throw new Killed(operation);
            }
        };
    }

    /** A thread that reaches this operation or a later one runs this instead, and never returns from it. */
    static Fault stop(int number, Consumer<Operation> instead) {
        return operation -> {
            if (operation.number() >= number) {
                instead.accept(operation);
                throw new IllegalStateException("came back at " + operation);
            }
        };
    }
}

package dev.latchkey.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * File I/O that survives interrupts. An interrupt closes the channel that the thread is using or uses next. The operation is then run again
 * from its beginning, and the thread's interrupt flag is restored afterwards. Without this, a caller who cancels would see a storage
 * failure where there is none, or lose a rotated token.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** I/O with a result that may be repeated from its beginning. */
    @FunctionalInterface
    interface Io<T> {
        T run() throws IOException;
    }

    /** I/O without a result that may be repeated from its beginning. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    static <T> T call(Io<T> io) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return io.run();
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted() || interrupted;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void run(Action action) throws IOException {
        call(() -> {
            action.run();
            return true;
        });
    }
}

package dev.latchkey.keyring;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * File I/O that an interrupt does not break: it closes the channel that the thread uses. What was under way is done again from
 * its beginning, and the interrupt flag is put back afterwards.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** I/O that may be repeated from its beginning. */
    @FunctionalInterface
    interface Io<T> {
        T run() throws IOException;
    }

    static <T> T call(Io<T> io) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return io.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package dev.latchkey.acceptance.torture;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much torture.
 *
 * @param mode what is done
 * @param duration how long
 * @param processes how many at a time
 * @param threads in each process
 * @param sealed whether the session is sealed under a key in the OS keyring
 * @param beside another revision of this program, of which every other process is, or null
 * @param seed for all that is random
 */
record TortureOptions(
        Mode mode,
        Duration duration,
        int processes,
        int threads,
        boolean sealed,
        @Nullable Revision beside,
        long seed) {
    /** From system properties {@code latchkey.torture.*}, with what fits the build as defaults. */
    static TortureOptions ofThisJvm(Mode mode) {
        return new TortureOptions(
                mode,
                Duration.ofSeconds(Long.getLong("latchkey.torture.seconds", 12)),
                Integer.getInteger("latchkey.torture.processes", 3),
                Integer.getInteger("latchkey.torture.threads", 8),
                System.getProperty("latchkey.torture.store", "file").equals("keyring"),
                Revision.ofThisJvm(),
                Long.getLong("latchkey.torture.seed", System.nanoTime()));
    }

    String shown() {
        return mode.name().toLowerCase(Locale.ROOT) + ", " + processes + " processes x " + threads + " threads, "
                + duration.toSeconds() + " s, " + (sealed ? "keyring" : "file")
                + (beside == null ? "" : ", beside " + beside.name()) + ", seed " + seed;
    }
}

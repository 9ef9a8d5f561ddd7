package dev.latchkey.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A save that was prepared and neither committed nor discarded.
 *
 * @param by who prepared it, for display, such as {@code process 4711}; {@code another process} if unknown
 * @param since when it was prepared, or null if unknown
 * @param process the state of that process
 */
public record UnfinishedSave(String by, @Nullable Instant since, ProcessState process) {
    /** The state of a process. */
    public enum ProcessState {
        /** It is still running. */
        RUNNING,
        /** It is no longer running. */
        GONE,
        /** Its state cannot be determined, for example because it is on another machine. */
        UNKNOWN
    }

    public UnfinishedSave {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(process, "process");
    }

    /** A save about which nothing else is known. */
    public static UnfinishedSave unknown() {
        return new UnfinishedSave("another process", null, ProcessState.UNKNOWN);
    }
}

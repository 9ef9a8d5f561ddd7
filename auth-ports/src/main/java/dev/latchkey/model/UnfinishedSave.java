package dev.latchkey.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A save that was prepared and neither committed nor given up.
 *
 * @param by who prepared it, for a person, such as {@code process 4711}; {@code another process} where that is not known
 * @param since when it was prepared, or null where that is not known
 * @param process what has become of that process
 */
public record UnfinishedSave(String by, @Nullable Instant since, ProcessState process) {
    /** What has become of a process. */
    public enum ProcessState {
        /** It is still running. */
        RUNNING,
        /** It is not running any more. */
        GONE,
        /** It cannot be told, as on another machine. */
        UNKNOWN
    }

    public UnfinishedSave {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(process, "process");
    }

    /** One of which nothing is known but that it is there. */
    public static UnfinishedSave unknown() {
        return new UnfinishedSave("another process", null, ProcessState.UNKNOWN);
    }
}

package dev.latchkey.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A save that was prepared and neither committed nor given up.
 *
 * @param by who prepared it, for a person, such as {@code process 4711}; {@code another process} where that is not known
 * @param since when it was prepared, or null where that is not known
 * @param running whether that process is known to be running still; false also where it cannot be told
 */
public record UnfinishedSave(String by, @Nullable Instant since, boolean running) {
    public UnfinishedSave {
        Objects.requireNonNull(by, "by");
    }

    /** One of which nothing is known but that it is there. */
    public static UnfinishedSave unknown() {
        return new UnfinishedSave("another process", null, false);
    }
}

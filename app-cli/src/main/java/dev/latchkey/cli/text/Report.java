package dev.latchkey.cli.text;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command's result as data: lines for a person, an object for a program. */
public interface Report {
    /** The lines for a person. */
    List<String> lines();

    /** The object for a program: names and values in order; times in seconds since the epoch. */
    Map<String, @Nullable Object> json();

    /** Creates an object from names, each followed by its value. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    /** A time in seconds since the epoch, or null if unknown. */
    static @Nullable Long seconds(Optional<Instant> time) {
        return time.isPresent() ? Long.valueOf(time.get().getEpochSecond()) : null;
    }
}

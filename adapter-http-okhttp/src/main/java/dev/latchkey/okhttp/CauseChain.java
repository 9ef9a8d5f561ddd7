package dev.latchkey.okhttp;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Searches an exception and its causes. */
final class CauseChain {
    /** Limits the search, because a chain of causes may be circular. */
    private static final int LONGEST = 20;

    private CauseChain() {}

    /** Whether the chain contains one of these types. */
    static boolean has(@Nullable Throwable thrown, Class<?>... types) {
        return Arrays.stream(types).anyMatch(type -> find(thrown, type).isPresent());
    }

    /** The first exception of this type in the chain. */
    static <T> Optional<T> find(@Nullable Throwable thrown, Class<T> type) {
        return Stream.iterate(Optional.ofNullable(thrown), Optional::isPresent, t -> t.map(Throwable::getCause))
                .limit(LONGEST)
                .flatMap(Optional::stream)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}

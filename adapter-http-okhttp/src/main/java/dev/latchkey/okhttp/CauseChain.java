package dev.latchkey.okhttp;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An exception and what led to it. */
final class CauseChain {
    /** A chain may be a ring. */
    private static final int LONGEST = 20;

    private CauseChain() {}

    /** Whether one of these types is in the chain. */
    static boolean has(@Nullable Throwable thrown, Class<?>... types) {
        return Arrays.stream(types).anyMatch(type -> find(thrown, type).isPresent());
    }

    /** The first of this type in the chain. */
    static <T> Optional<T> find(@Nullable Throwable thrown, Class<T> type) {
        return Stream.iterate(Optional.ofNullable(thrown), Optional::isPresent, t -> t.map(Throwable::getCause))
                .limit(LONGEST)
                .flatMap(Optional::stream)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}

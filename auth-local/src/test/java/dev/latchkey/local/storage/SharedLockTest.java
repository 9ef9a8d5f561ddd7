package dev.latchkey.local.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedLockTest {
    private static final LockId ID = LockId.session(new SessionId("work", "alice"));
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final FakeTimeSource time = new FakeTimeSource();
    private final List<Duration> limits = new ArrayList<>();

    /** A lock that someone else holds for this long. */
    private SessionLock lock(Duration wait) {
        InMemorySessionLock lock = new InMemorySessionLock();
        return (id, limit) -> {
            limits.add(limit);
            time.advance(wait);
            return lock.acquire(id, limit);
        };
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT60S", "PT45S, PT15S", "PT61S, PT0S"})
    void theFilesLockGetsWhatTheDatabasesLockLeavesOfTheLimit(Duration wait, Duration left) {
        SharedStore.SharedLock both =
                new SharedStore.SharedLock(() -> Optional.of(lock(wait)), lock(Duration.ZERO), id -> true, time);

        both.acquire(ID, LIMIT).close();

        assertEquals(List.of(LIMIT, left), limits);
    }

    @Test
    void withoutADatabaseLockTheFilesLockGetsTheWholeLimit() {
        SharedStore.SharedLock files =
                new SharedStore.SharedLock(Optional::empty, lock(Duration.ZERO), id -> true, time);

        files.acquire(ID, LIMIT).close();

        assertEquals(List.of(LIMIT), limits);
    }
}

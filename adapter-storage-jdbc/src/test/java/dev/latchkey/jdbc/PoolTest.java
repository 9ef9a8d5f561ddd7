package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?user=me&password=hunter2",
                "jdbc:postgresql://host/db?sslPassword=hunter2",
                "jdbc:postgresql://me:hunter2@host/db",
                "jdbc:mysql://host/db?pass=hunter2"
            })
    void aUrlWithAPasswordOrOfAnotherDatabaseIsRefusedWithoutShowingIt(String url) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Pool.of(url));
        assertFalse(String.valueOf(e.getMessage()).contains("hunter2"), e::getMessage);
    }

    @Test
    void aUserWithAnAtSignIsNotAPassword() {
        Pool.of("jdbc:postgresql://127.0.0.1:1/db?user=me@example.com").pooled().close();
    }

    @Test
    void aDatabaseThatIsDownIsToldWhenItIsNeeded() {
        try (SessionDatabase database = Fleet.database("jdbc:postgresql://127.0.0.1:1/db?user=me", Fleet.KEYS)) {
            StorageException e =
                    assertThrows(StorageException.class, () -> database.lock("").acquire(Fleet.LOCK, Duration.ZERO));
            assertEquals(Reason.UNAVAILABLE, e.reason());
            assertTrue(String.valueOf(e.getMessage()).contains("session:example/alice"), e::getMessage);
        }
    }
}

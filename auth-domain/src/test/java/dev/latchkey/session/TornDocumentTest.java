package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Python client truncates a document before it writes it. */
class TornDocumentTest {
    private final World world = new World();
    private final AuthSession session = world.open();

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"access_tok"})
    void aDocumentThatIsBeingWrittenIsReadAgain(String torn) {
        world.memory.put(World.ID, torn);
        world.time.onPause(pause -> world.store(1));

        assertEquals(Secret.of("at-1"), session.accessToken());
    }

    @Test
    void aDocumentThatRemainsCorruptIsReported() {
        world.memory.put(World.ID, "{\"access_tok");
        long before = world.time.monotonicNanos();

        StorageException torn = assertThrows(StorageException.class, session::accessToken);

        assertEquals(Reason.CORRUPT, torn.reason());
        assertTrue(world.time.monotonicNanos() - before < Duration.ofSeconds(1).toNanos());
    }
}

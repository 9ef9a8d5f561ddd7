package dev.latchkey.session;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import org.junit.jupiter.api.Test;

class ChangedElsewhereTest {
    private final World world = new World();
    private final AuthSession session = world.open();

    @Test
    void aSaveOnAnotherHostIsUsedOnceItIsReported() {
        world.store(1);
        assertEquals(Secret.of("at-1"), session.accessToken());
        world.store(2);
        assertEquals(Secret.of("at-1"), session.accessToken());

        session.changedElsewhere();

        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void aLogoutOnAnotherHostEndsTheSessionOnceItIsReported() {
        world.store(1);
        session.accessToken();
        world.memory.delete(World.ID, held(World.ID));

        session.changedElsewhere();

        assertThrows(LoginRequiredException.class, session::accessToken);
    }

    @Test
    void validTokensRemainInUseIfTheStoreCannotBeRead() {
        world.store(1);
        session.accessToken();
        world.memory.failLoads(new StorageException(Reason.UNREADABLE, "here", "It cannot be read.", null));

        session.changedElsewhere();

        assertEquals(Secret.of("at-1"), session.accessToken());
    }

    @Test
    void anUnchangedTokenIsRenewedOnceItIsRefused() {
        world.store(1);
        long refused = session.bearerToken().generation();
        session.changedElsewhere();
        session.accessToken();
        world.tokens(2);

        assertEquals(
                Secret.of("at-2"), session.renewRefused(refused).orElseThrow().token());
    }
}

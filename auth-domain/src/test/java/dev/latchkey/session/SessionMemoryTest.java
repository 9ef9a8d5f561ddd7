package dev.latchkey.session;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import dev.latchkey.model.Secret;
import dev.latchkey.session.SessionMemory.Tokens;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** A slow store blocks no reader of the memory, and its result may be outdated by then. */
class SessionMemoryTest {
    private final World world = new World().withMockStore();
    private final SessionMemory memory =
            new SessionMemory(new SessionSlot(World.PROVIDER, World.ID, world.adapters()), () -> 0L, world.time);

    @Test
    void aReadThatStartedBeforeNewerTokensWerePublishedIsRepeated() {
        world.store(1);
        whileItIsRead(() -> memory.publishSaved(world.store(2)));

        assertEquals(Optional.of(Secret.of("at-2")), reloaded());
        assertEquals(1, memory.reload().orElseThrow().generation());
    }

    @Test
    void aReadThatStartedBeforeALogoutDoesNotRestoreTheSession() {
        world.store(1);
        whileItIsRead(() -> {
            world.memory.delete(World.ID, held(World.ID));
            memory.forget();
        });

        assertEquals(Optional.empty(), reloaded());
    }

    private Optional<Secret> reloaded() {
        return memory.reload().map(Tokens::session).map(session -> session.accessToken());
    }

    /** Runs this on another thread during the first read. */
    private void whileItIsRead(Runnable action) {
        Answer<Object> slow = load -> {
            Optional<Secret> before = world.memory.load(World.ID);
            Callers<String> others = new Callers<>(1, () -> {
                action.run();
                return "done";
            });
            assertEquals(List.of("done"), others.results());
            return before;
        };
        doAnswer(slow).doAnswer(delegatesTo(world.memory)).when(world.store).load(any());
    }
}

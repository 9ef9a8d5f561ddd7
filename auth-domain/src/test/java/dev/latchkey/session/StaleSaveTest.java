package dev.latchkey.session;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** A program without locking changes the session between two steps of a save. */
class StaleSaveTest {
    private final World world = new World().withMockStore();
    private final AuthSession session = world.open();

    @BeforeEach
    void theTokenExpires() {
        world.store(1);
        session.accessToken();
        world.time.advance(World.LIFE);
    }

    /** At the next times that a document is about to be replaced. */
    private void atTheNextCommits(int count, Runnable change) {
        AtomicInteger left = new AtomicInteger(count);
        world.beforeCommit(() -> {
            if (left.getAndDecrement() > 0) {
                change.run();
            }
        });
    }

    /** The same refresh token with another access token, as from a program that drops what it does not know. */
    private void writtenAnew() {
        world.store(World.ID, world.session(90, Secret.of("rt-1")));
    }

    @AfterEach
    void everyPreparedSaveIsCommittedOrDiscarded() {
        assertEquals(0, world.openSaves(), world.memory.operations()::toString);
    }

    @Test
    void aLoginAtTheMomentOfTheSaveIsNotOverwritten() {
        atTheNextCommits(1, () -> world.store(7));
        world.tokens(2);

        assertEquals(Secret.of("at-7"), session.accessToken());

        assertEquals(Optional.of(Secret.of("rt-7")), world.stored().refreshToken());
    }

    @Test
    void aLogoutAtTheMomentOfTheSaveIsNotUndone() {
        atTheNextCommits(1, () -> world.memory.delete(World.ID, held(World.ID)));
        world.tokens(2);
        world.http.otherwise(call -> ScriptedTransport.jsonReply(200, ""));

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(List.of("rt-2", "at-2"), world.revoked());
    }

    @Test
    void aLogoutThatBeginsAtTheMomentOfTheSaveIsNotUndone() {
        atTheNextCommits(1, () -> world.memory.beginLogout(World.ID, InMemorySessionLock.held(World.ID)));
        world.tokens(2);
        world.http.otherwise(call -> ScriptedTransport.jsonReply(200, ""));

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertTrue(world.memory.loadEnding(World.ID).isPresent());
    }

    @Test
    void aRewriteWithTheUsedTokenIsReplaced() {
        atTheNextCommits(1, this::writtenAnew);
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(List.of(Kind.RENEWED), world.events.kinds());
    }

    @Test
    void repeatedRewritesAreReplacedLater() throws InterruptedException {
        AtomicInteger number = new AtomicInteger(90);
        atTheNextCommits(4, () -> world.store(World.ID, world.session(number.incrementAndGet(), Secret.of("rt-1"))));
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(List.of(Kind.NOT_SAVED, Kind.RENEWED), world.events.kinds());
    }

    @Test
    void aSessionThatChangesBeforeTheTokenIsSentIsReadAgain() {
        Answer<Object> changingFirst = prepare -> {
            world.store(7);
            return world.memory.prepare(prepare.getArgument(0), prepare.getArgument(1));
        };
        doAnswer(changingFirst).when(world.store).prepare(any(), any());

        assertEquals(Secret.of("at-7"), session.accessToken());

        assertEquals(List.of(), world.refreshTokensSent());
    }

    @Test
    void ifTheSessionCannotBeReadAfterSpaceWasReservedNothingIsSent() {
        Answer<Object> thenAway = prepare -> {
            PreparedSave save = world.memory.prepare(prepare.getArgument(0), prepare.getArgument(1));
            world.memory.failLoads(new StorageException(Reason.UNREADABLE, "memory", "away", null));
            return save;
        };
        doAnswer(thenAway).when(world.store).prepare(any(), any());

        assertThrows(StorageException.class, session::accessToken);

        assertEquals(List.of(), world.refreshTokensSent());
    }

    @Test
    void aLoginDoesNotReplaceAnotherPersonsSessionThatAppearsAtTheMomentOfItsSave() {
        String theirs = world.document(world.session(7, Secret.of("rt-7"), IdTokens.of(world, "u-2", "bob", null)));
        LoginScript login = new LoginScript(world).grants(1, "u-1", "alice").revokes(2);
        atTheNextCommits(1, () -> world.memory.put(World.ID, theirs));

        assertThrows(WrongUserException.class, () -> session.login(login.prompt, LoginOptions.defaults()));

        assertEquals(Optional.of(theirs), world.memory.document(World.ID));
        assertEquals(List.of("rt-1", "at-1"), world.revoked());
    }

    @Test
    void aLoginReplacesTheSamePersonsSessionThatAppearsAtTheMomentOfItsSave() {
        LoginScript login = new LoginScript(world).grants(2, null).revokes(2);
        atTheNextCommits(1, () -> world.store(7));

        session.login(login.prompt, LoginOptions.defaults());

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(List.of("rt-7", "at-7"), world.revoked());
    }
}

package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import dev.latchkey.session.SessionMemory.Tokens;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Callers that saw a token which is no longer the one in memory. */
class SharedRenewalTest {
    private final World world = new World();
    private final SessionParts parts =
            SessionParts.of(World.PROVIDER, World.ID, world.adapters(), new TrustTokenEndpointTls(new MoshiJson()));
    private final SessionMemory memory =
            new SessionMemory(parts.slot(), parts.adapters().random(), world.time);
    private final SharedRenewal renewal = new SharedRenewal(parts, memory);

    @Test
    void aCallerThatSawAnOlderTokenGetsTheOneInMemory() throws Exception {
        Tokens old = memory.publishStored(world.session(1, Secret.of("rt-1")));
        Tokens newer = memory.publishStored(world.session(2, Secret.of("rt-2")));

        assertEquals(newer, renewed(old));
        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void theOneInMemoryIsNotReturnedIfItExpiredToo() throws Exception {
        Tokens old = memory.publishStored(world.session(1, Secret.of("rt-1")));
        memory.publishStored(world.store(2));
        world.time.advance(World.LIFE);
        world.tokens(3);

        assertEquals(Secret.of("at-3"), renewed(old).session().accessToken());
        assertEquals(List.of("rt-2"), world.refreshTokensSent());
    }

    @Test
    void unsavedTokensAreUsedWhileTheStoreIsBehind() {
        memory.publishUnsaved(world.session(2, Secret.of("rt-2")), world.store(1));

        assertEquals(Secret.of("at-2"), reloaded());

        world.store(3);
        assertEquals(Secret.of("at-3"), reloaded());
    }

    @Test
    void tokensThatWereJustStoredAreNotNew() {
        StoredSession session = world.session(2, Secret.of("rt-2"));
        Tokens unsaved = memory.publishUnsaved(session, world.session(1, Secret.of("rt-1")));
        world.store(World.ID, session);

        assertEquals(unsaved.generation(), memory.reload().orElseThrow().generation());
        assertEquals(unsaved.saved(), memory.saved(unsaved));
        assertEquals(unsaved.saved(), memory.current());
    }

    @Test
    void tokensThatWereAlreadyReadAreNotNew() {
        world.store(1);
        Tokens first = memory.reload().orElseThrow();

        assertEquals(first.generation(), memory.reload().orElseThrow().generation());
        world.store(2);
        assertEquals(first.generation() + 1, memory.reload().orElseThrow().generation());
    }

    private Secret reloaded() {
        return memory.reload().orElseThrow().session().accessToken();
    }

    private Tokens renewed(Tokens seen) throws ExecutionException, InterruptedException, TimeoutException {
        return renewal.renew(seen, Duration.ZERO).get(30, TimeUnit.SECONDS);
    }
}

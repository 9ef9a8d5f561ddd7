package dev.latchkey.session;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Secret;
import dev.latchkey.testkit.ScriptedTransport;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A resource server refused a token that appears to be valid. */
class RenewRefusedTest {
    private final World world = new World();
    private final AuthSession session = world.open();

    @Test
    void aRefusedTokenIsRenewedAlthoughItLooksFresh() {
        world.store(1);
        BearerToken refused = session.bearerToken();
        world.tokens(2);

        BearerToken renewed = session.renewRefused(refused.generation()).orElseThrow();

        assertEquals(Secret.of("at-2"), renewed.token());
        assertNotEquals(refused.generation(), renewed.generation());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void sixtyFourRefusalsOfOneTokenRenewItOnce() {
        Gate gate = new Gate();
        world.store(1);
        long refused = session.bearerToken().generation();
        world.http.answer(gate.before(call -> ScriptedTransport.jsonReply(200, World.tokensJson(2))));

        Callers<Secret> callers = new Callers<>(
                        64, () -> session.renewRefused(refused).orElseThrow().token())
                .awaitWaiting();
        gate.open();

        assertEquals(Collections.nCopies(64, Secret.of("at-2")), callers.results());
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void aLateRefusalOfAnOldTokenGetsTheNewOneWithoutARequest() {
        world.store(1);
        long refused = session.bearerToken().generation();
        world.tokens(2);
        session.renewRefused(refused);

        BearerToken late = session.renewRefused(refused).orElseThrow();

        assertEquals(Secret.of("at-2"), late.token());
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void theNewTokenMayBeRefusedToo() {
        world.store(1);
        world.tokens(2).tokens(3);

        BearerToken second =
                session.renewRefused(session.bearerToken().generation()).orElseThrow();
        BearerToken third = session.renewRefused(second.generation()).orElseThrow();

        assertEquals(Secret.of("at-3"), third.token());
        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
    }

    @Test
    void aRenewalByAnotherProcessIsAdopted() {
        world.store(1);
        long refused = session.bearerToken().generation();
        world.store(2);

        assertEquals(
                Secret.of("at-2"), session.renewRefused(refused).orElseThrow().token());
        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void theRefusedTokenThatAnotherProcessGotAgainIsNotAdopted() {
        world.store(1);
        long refused = session.bearerToken().generation();
        world.store(World.ID, world.session(1, Secret.of("rt-2")));
        world.tokens(3);

        assertEquals(
                Secret.of("at-3"), session.renewRefused(refused).orElseThrow().token());
        assertEquals(List.of("rt-2"), world.refreshTokensSent());
    }

    @Test
    void aRefusedTokenIsNotReturnedAgainInAnOutage() {
        world.store(1);
        long refused = session.bearerToken().generation();
        world.outage();

        assertThrows(UnreachableException.class, () -> session.renewRefused(refused));
    }

    @Test
    void aSessionThatEndedSaysSo() {
        world.store(1);
        long refused = session.bearerToken().generation();
        world.error("invalid_grant");

        assertThrows(LoginRequiredException.class, () -> session.renewRefused(refused));
    }

    /** Its access token looks fresh, but was refused as well. */
    @Test
    void aSessionThatEndedNeedsALogin() {
        world.store(1);
        long refused = session.bearerToken().generation();
        world.error("invalid_grant");
        assertThrows(LoginRequiredException.class, () -> session.renewRefused(refused));

        assertEquals(SessionStatus.ENDED, session.status());
        assertEquals(SessionStatus.ENDED, world.open().status(), "in another process, too");
        assertThrows(LoginRequiredException.class, session::accessToken);
        assertThrows(LoginRequiredException.class, () -> world.open().accessToken());
    }

    @Test
    void withoutARefreshTokenThereIsNothingToRenew() {
        world.store(World.ID, world.session(1, null));
        long refused = session.bearerToken().generation();

        assertEquals(Optional.empty(), session.renewRefused(refused));
        assertEquals(List.of(), world.http.calls());
    }

    /** Otherwise a token without expiry and without refresh token would be used forever after it was revoked. */
    @Test
    void withoutARefreshTokenALoginElsewhereIsFound() {
        world.store(World.ID, world.session(1, null));
        long refused = session.bearerToken().generation();
        world.store(World.ID, world.session(2, null));

        assertEquals(
                Secret.of("at-2"), session.renewRefused(refused).orElseThrow().token());
        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void withoutARefreshTokenALogoutElsewhereIsNoticed() {
        world.store(World.ID, world.session(1, null));
        long refused = session.bearerToken().generation();
        world.memory.delete(World.ID, held(World.ID));

        assertEquals(Optional.empty(), session.renewRefused(refused));
        assertThrows(LoginRequiredException.class, session::accessToken);
    }
}

package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Secret;
import dev.latchkey.testkit.RecordingPrompt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An access token with a line break, from a server or from a document, is never returned, and the session is kept. */
class MalformedTokenTest {
    private static final String UNFIT = "at-x\\nX-Injected: yes";

    private final World world = new World();

    @Test
    void aStoredOneIsRenewedAtOnce() {
        put("rt-1");
        world.tokens(2);

        assertEquals(Secret.of("at-2"), world.open().accessToken());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void aStoredOneIsNotUsedInAnOutageEitherAndTheSessionIsKept() {
        put("rt-1");
        world.outage();

        assertThrows(UnreachableException.class, () -> world.open().accessToken());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @Test
    void aStoredOneThatCannotBeRenewedRequiresALogin() {
        put(null);

        assertThrows(LoginRequiredException.class, () -> world.open().accessToken());
    }

    @Test
    void aResponseWithOneIsRefusedAndTheSessionIsKept() {
        world.store(1);
        world.time.advance(World.LIFE);
        world.http.reply(200, World.tokensJson(2).replace("at-2", UNFIT).replace("\"refresh_token\":\"rt-2\",", ""));

        ServerRefusedException refused =
                assertThrows(ServerRefusedException.class, () -> world.open().accessToken());

        assertTrue(String.valueOf(refused.getMessage()).contains("access_token with characters that none may have"));
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @Test
    void aLoginWithOneIsRefusedAndNothingIsStored() {
        world.http.reply(
                200,
                "{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"https://auth.example/d\",\"expires_in\":900}");
        world.http.reply(200, World.tokensJson(2).replace("at-2", UNFIT));

        assertThrows(
                ServerRefusedException.class, () -> world.open().login(new RecordingPrompt(), LoginOptions.defaults()));
        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    private void put(@Nullable String refreshToken) {
        String document = world.document(world.session(1, refreshToken == null ? null : Secret.of(refreshToken)));
        world.memory.put(World.ID, document.replace("at-1", UNFIT));
    }
}

package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.OAuthProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a login is needed, and that nobody is prompted otherwise. */
class EnsureLoggedInTest {
    private final World world = new World();
    private final LoginScript login = new LoginScript(world);
    private final AuthSession session = world.open();

    @Test
    void nobodyIsPromptedWhileThereIsAToken() {
        world.store(1);

        assertEquals(SessionStatus.USABLE, session.status());
        assertFalse(session.status().isLoginNeeded());
        session.ensureLoggedIn(login.prompt);

        assertEquals(List.of(), login.prompt.steps());
        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void nobodyIsPromptedIfTheTokenCanBeRenewed() {
        world.store(1);
        world.time.advance(World.LIFE);
        world.tokens(2);

        assertEquals(SessionStatus.USABLE, session.status());
        session.ensureLoggedIn(login.prompt);

        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(List.of(), login.prompt.steps());
    }

    @Test
    void withoutASessionALoginIsStarted() {
        assertEquals(SessionStatus.NOT_LOGGED_IN, session.status());
        login.grants(1, "u-1", "alice");

        session.ensureLoggedIn(login.prompt);

        assertEquals(Secret.of("at-1"), session.accessToken());
        assertEquals(SessionStatus.USABLE, session.status());
    }

    @Test
    void aLoginIsStartedAfterTheServerEndedTheSession() {
        world.store(1);
        session.accessToken();
        world.time.advance(World.LIFE);
        world.error("invalid_grant");
        login.grants(2, "u-1", "alice").revokes(2);

        session.ensureLoggedIn(login.prompt);

        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void aSessionThatTheServerEndedHasItsOwnStatus() {
        world.store(1);
        session.accessToken();
        world.time.advance(World.LIFE);
        world.error("invalid_grant");
        assertThrows(RuntimeException.class, session::accessToken);

        assertEquals(SessionStatus.ENDED, session.status());
        assertTrue(session.status().isLoginNeeded());
    }

    @Test
    void aLoginIsStartedAfterAScopeWasAdded() {
        world.store(1);
        OAuthProvider more =
                World.PROVIDER.toBuilder().scopes(List.of("openid", "admin")).build();
        AuthSession wider = AuthSession.open(more, World.ID, world.adapters());
        login.grants(2, "u-1", "alice").revokes(2);

        assertEquals(SessionStatus.REQUEST_CHANGED, wider.status());
        wider.ensureLoggedIn(login.prompt);

        assertEquals(Secret.of("at-2"), wider.accessToken());
    }

    @Test
    void nobodyIsPromptedDuringAnOutage() {
        world.store(1);
        world.time.advance(World.LIFE);
        world.http.reply(503, "");

        assertThrows(UnreachableException.class, () -> session.ensureLoggedIn(login.prompt));

        assertEquals(List.of(), login.prompt.steps());
    }
}

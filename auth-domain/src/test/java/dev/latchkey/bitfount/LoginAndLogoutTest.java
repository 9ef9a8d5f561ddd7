package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LoginRequiredException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginAndLogoutTest {
    private final Fixture fixture = new Fixture();

    private BitfountSession withApiKeys() {
        return fixture.builder()
                .apiKeys(Fixture.API_KEYS)
                .username("alice")
                .prompt(fixture.prompt)
                .build();
    }

    @Test
    void aLoginPromptsEvenIfAlreadyLoggedIn() {
        BitfountSession session = fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofHours(1))
                .sessionWithPrompt();
        fixture.code().tokens("alice", 2).resource(200).resource(200); // The last two are for the revocations.

        session.login();

        assertEquals(1, fixture.prompt.shown().size());
        assertEquals(Tokens.access(2), session.accessToken());
    }

    @Test
    void withoutAPromptALoginReportsThatItNeedsOne() {
        assertThrows(LoginRequiredException.class, () -> fixture.session().login());
        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void afterALogoutALoginIsRequired() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofHours(1));
        BitfountSession session = fixture.resource(200).resource(200).session();

        assertTrue(session.logout().wasLoggedIn());

        assertEquals("/oauth/revoke", fixture.http.calls().get(0).uri().getPath());
        assertFalse(session.authenticated());
        assertThrows(LoginRequiredException.class, session::accessToken);
    }

    @Test
    void withApiKeysLoginAndLogoutDoNothing() {
        fixture.pythonFile(Fixture.ALICE, "alice", Duration.ofHours(1));
        BitfountSession session = withApiKeys();

        session.login();

        assertFalse(session.logout().wasLoggedIn());
        assertEquals(List.of(), fixture.prompt.shown());
        assertTrue(fixture.builder().username("alice").build().authenticated());
    }
}

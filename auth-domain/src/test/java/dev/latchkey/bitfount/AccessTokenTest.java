package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.testkit.RecordingPrompt.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code access_token}. */
class AccessTokenTest {
    private final Fixture fixture = new Fixture();

    @Test
    void aFreshTokenIsReturnedWithoutARequest() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofHours(1));
        BitfountSession session = fixture.sessionWithPrompt();

        assertEquals(Tokens.access(1), session.accessToken());
        assertEquals(Tokens.access(1), session.accessToken());
        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void anExpiredTokenIsRefreshedFirst() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ZERO).tokens("alice", 2);

        assertEquals(Tokens.access(2), fixture.sessionWithPrompt().accessToken());
        assertEquals(List.of(), fixture.prompt.steps());
    }

    @Test
    void aTokenInItsLastTenMinutesIsUsedAndRefreshedInTheBackground() throws InterruptedException {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofMinutes(5)).tokens("alice", 2);
        BitfountSession session = fixture.sessionWithPrompt();

        assertEquals(Tokens.access(1), session.accessToken());

        assertTrue(session.session().awaitRenewal(Duration.ofMinutes(1)));
        assertEquals(Tokens.access(2), session.accessToken());
    }

    @Test
    void withoutASessionALoginIsStarted() {
        fixture.code().tokens("alice", 1);

        assertEquals(Tokens.access(1), fixture.sessionWithPrompt().accessToken());
        assertEquals(List.of(Step.SHOWN, Step.WAITING, Step.APPROVED), fixture.prompt.steps());
    }

    @Test
    void withoutAPromptItThrowsLoginRequired() {
        assertThrows(LoginRequiredException.class, fixture.session()::accessToken);
        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void anOutageNeverLeadsToALogin() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ZERO).http.reply(200, "<html>the hotel's page</html>");

        assertThrows(UnreachableException.class, fixture.sessionWithPrompt()::accessToken);
        assertEquals(List.of(), fixture.prompt.steps());
        assertEquals("rt-1", fixture.stored(Fixture.DEFAULT).refreshToken());
    }

    @Test
    void apiKeysHaveNoAccessToken() {
        BitfountSession session = fixture.builder()
                .apiKeys(Fixture.API_KEYS)
                .username("alice")
                .prompt(fixture.prompt)
                .build();

        assertThrows(LoginRequiredException.class, session::accessToken);
        assertEquals(List.of(), fixture.prompt.steps());
    }
}

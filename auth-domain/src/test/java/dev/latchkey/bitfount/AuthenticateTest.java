package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.testkit.RecordingPrompt.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code authenticate()}: its steps in the order of the original. */
class AuthenticateTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final Fixture fixture = new Fixture();

    private void assertNobodyWasAsked() {
        assertEquals(List.of(), fixture.prompt.steps());
    }

    private void assertRefreshedThenLoggedIn() {
        assertEquals("refresh_token", grant(0));
        assertEquals(List.of(Step.SHOWN, Step.WAITING, Step.APPROVED), fixture.prompt.steps());
        assertEquals("at-3", fixture.stored(Fixture.DEFAULT).accessToken());
    }

    private String grant(int call) {
        return fixture.serverForms().get(call).first("grant_type").orElse("none");
    }

    @Test
    void withApiKeysItDoesNothing() {
        fixture.builder()
                .apiKeys(Fixture.API_KEYS)
                .username("alice")
                .prompt(fixture.prompt)
                .build()
                .authenticate();

        assertEquals(List.of(), fixture.http.calls());
        assertEquals(List.of(), fixture.store.operations());
        assertNobodyWasAsked();
    }

    @Test
    void aStoredTokenThatHasNotExpiredIsUsed() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", DAY);
        BitfountSession session = fixture.sessionWithPrompt();

        session.authenticate();

        assertTrue(session.authenticated());
        assertEquals(Tokens.access(1), session.accessToken());
        assertEquals(List.of(), fixture.http.calls());
        assertNobodyWasAsked();
    }

    @ParameterizedTest(name = "{0} minutes left")
    @CsvSource({"9", "1", "0", "-60"})
    void anExpiredTokenIsRefreshedAndStored(int minutesLeft) {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofMinutes(minutesLeft))
                .tokens("alice", 2);
        BitfountSession session = fixture.sessionWithPrompt();

        session.authenticate();

        assertTrue(session.authenticated());
        assertEquals(Tokens.access(2), session.accessToken());
        assertEquals("rt-2", fixture.stored(Fixture.DEFAULT).refreshToken());
        assertNobodyWasAsked();
    }

    @Test
    void withoutStoredTokensALoginIsStarted() {
        fixture.code().http.reply(400, Fixture.PENDING);
        fixture.tokens("alice", 1);
        BitfountSession session = fixture.sessionWithPrompt();

        session.authenticate();

        assertTrue(session.authenticated());
        assertEquals("at-1", fixture.stored(Fixture.DEFAULT).accessToken());
        assertEquals(List.of(Step.SHOWN, Step.WAITING, Step.WAITING, Step.APPROVED), fixture.prompt.steps());
    }

    @Test
    void ifTheRefreshTokenIsNoLongerAcceptedALoginIsStarted() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ZERO)
                .error("invalid_grant")
                .code()
                .tokens("alice", 3)
                .http
                .otherwise(call -> new HttpReply(200, List.of(), Secret.of("")));

        fixture.sessionWithPrompt().authenticate();

        assertRefreshedThenLoggedIn();
    }

    /** The original, too, requires a login ten minutes ahead. */
    @Test
    void ifItIsNoLongerAcceptedInTheLastTenMinutesALoginIsStartedAhead() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofMinutes(9))
                .error("invalid_grant")
                .code()
                .tokens("alice", 3)
                .http
                .otherwise(call -> new HttpReply(200, List.of(), Secret.of("")));

        fixture.sessionWithPrompt().authenticate();

        assertRefreshedThenLoggedIn();
    }

    @Test
    void withoutAPromptItReportsThatALoginIsRequired() {
        BitfountSession session = fixture.session();

        assertThrows(LoginRequiredException.class, session::authenticate);
        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void withoutAPromptATokenThatIsStillAcceptedIsEnough() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofMinutes(9)).error("invalid_grant");
        BitfountSession session = fixture.session();

        session.authenticate();

        assertEquals(Tokens.access(1), session.accessToken());
        assertFalse(session.authenticated());
    }

    @Test
    void anOutageKeepsATokenThatIsStillAcceptedAndStartsNoLogin() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofMinutes(9)).http.reply(503, "");
        BitfountSession session = fixture.sessionWithPrompt();

        session.authenticate();

        assertEquals("at-1", fixture.stored(Fixture.DEFAULT).accessToken());
        assertEquals(1, fixture.http.calls().size());
        assertNobodyWasAsked();
    }

    @Test
    void aLoginOfAnotherUserStoresNothing() {
        fixture.code().tokens("bob", 1).resource(200).resource(200);
        BitfountSession session =
                fixture.builder().username("alice").prompt(fixture.prompt).build();

        WrongUserException wrong = assertThrows(WrongUserException.class, session::authenticate);

        assertTrue(String.valueOf(wrong.getMessage()).contains("bob"));
        assertTrue(fixture.store.list().isEmpty());
        List<HttpCall> calls = fixture.calls("auth.bitfount.com");
        assertEquals("/oauth/revoke", calls.get(2).uri().getPath());
        assertEquals("rt-1", fixture.serverForms().get(2).first("token").orElseThrow());
    }

    /** Corresponds to the original's check of the storage path. Renewing bob's copy would end bob's own session. */
    @ParameterizedTest(name = "{0} minutes left")
    @CsvSource({"1440", "5", "-5"})
    void anotherUsersFileInThisUsersFolderIsNeitherUsedNorRenewed(int minutesLeft) {
        fixture.pythonFile(Fixture.ALICE, "bob", Duration.ofMinutes(minutesLeft));
        BitfountSession session =
                fixture.builder().username("alice").prompt(fixture.prompt).build();

        assertThrows(WrongUserException.class, session::authenticate);
        assertThrows(WrongUserException.class, session::accessToken);

        assertEquals(List.of(), fixture.http.calls());
        assertEquals("at-1", fixture.stored(Fixture.ALICE).accessToken());
    }

    @Test
    void aFileWithoutAUserIsUsedOnlyForTheDefaultAccount() {
        String nobodys = PythonClient.write("alice", 1, fixture.time.now().plus(DAY), fixture.time.now())
                .replaceAll("\"id_token\": \"[^\"]*\"", "\"id_token\": null");
        fixture.store.put(Fixture.ALICE, nobodys);
        fixture.store.put(Fixture.DEFAULT, nobodys);

        assertThrows(
                WrongUserException.class, fixture.builder().username("alice").build()::authenticate);
        fixture.session().authenticate();
    }

    @ParameterizedTest
    @CsvSource({
        "profile openid, https://hub.bitfount.com/api",
        "profile openid offline_access, https://other.example/api"
    })
    void aFileForOtherScopesOrAnotherAudienceIsNotUsedAndALoginIsStarted(String scopes, String audience) {
        fixture.store.put(
                Fixture.DEFAULT,
                PythonClient.write("alice", 1, fixture.time.now().plus(DAY), fixture.time.now(), scopes, audience));
        fixture.code().tokens("alice", 2).resource(200).resource(200);

        fixture.sessionWithPrompt().authenticate();

        assertEquals("at-2", fixture.stored(Fixture.DEFAULT).accessToken());
        assertTrue(fixture.stored(Fixture.DEFAULT).fits(BitfountEnvironment.PRODUCTION));
    }

    @Test
    void theOrderOfScopesDoesNotMatter() {
        fixture.store.put(
                Fixture.DEFAULT,
                PythonClient.write(
                        "alice",
                        1,
                        fixture.time.now().plus(DAY),
                        fixture.time.now(),
                        "openid offline_access profile",
                        "https://hub.bitfount.com/api"));

        assertEquals(Tokens.access(1), fixture.session().accessToken());
    }

    @Test
    void aFileOfAnotherEnvironmentIsLeftAlone() {
        String before = PythonClient.write("alice", 1, fixture.time.now().plus(DAY), fixture.time.now());
        fixture.store.put(Fixture.DEFAULT, before);
        BitfountSession staging = fixture.builder()
                .environment(BitfountEnvironment.STAGING)
                .prompt(fixture.prompt)
                .build();

        AuthEnvironmentException other = assertThrows(AuthEnvironmentException.class, staging::authenticate);

        assertTrue(String.valueOf(other.getMessage()).contains("auth.bitfount.com"));
        assertEquals(before, fixture.store.document(Fixture.DEFAULT).orElseThrow());
        assertNobodyWasAsked();
        assertFalse(staging.authenticated());
    }

    @Test
    void anExternallyManagedTokenIsReplacedIfItHasExpired() {
        BitfountSession session = ExternallyManagedTokenTest.session(fixture, Duration.ZERO, Duration.ofHours(1));

        session.authenticate();

        assertTrue(session.authenticated());
        assertEquals(List.of(), fixture.store.operations());
    }
}

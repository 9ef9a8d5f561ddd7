package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.port.SessionStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** {@code username}. */
class UsernameTest {
    private final Fixture fixture = new Fixture();

    @Test
    void aGivenUsernameIsCheckedAgainstTheIdToken() {
        fixture.pythonFile(Fixture.ALICE, "alice", Duration.ofHours(1));

        assertEquals("alice", fixture.builder().username("alice").build().username());
    }

    @Test
    void anotherUserInTheIdTokenIsAnError() {
        fixture.pythonFile(Fixture.ALICE, "bob", Duration.ofHours(1));

        assertThrows(
                WrongUserException.class, fixture.builder().username("alice").build()::username);
    }

    @Test
    void withoutASessionItIsTheGivenOne() {
        assertEquals("alice", fixture.builder().username("alice").build().username());
    }

    @Test
    void withoutAGivenOneItIsTheIdTokens() {
        fixture.pythonFile(Fixture.DEFAULT, "bob", Duration.ofHours(1));

        assertEquals("bob", fixture.session().username());
        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void aSessionOfAnotherUserIsNotRenewed() {
        fixture.pythonFile(Fixture.ALICE, "bob", Duration.ZERO);
        fixture.tokens("bob", 2);

        assertThrows(
                WrongUserException.class, fixture.builder().username("alice").build()::accessToken);

        assertEquals(List.of(), fixture.http.calls());
    }

    /** The Python client requires no other claim. */
    @Test
    void anIdTokenWithOnlyTheUsernameClaimNamesTheUser() {
        fixture.pythonFileWithUsernameClaimAlone(Fixture.DEFAULT, "bob", Duration.ofHours(1));
        fixture.pythonFileWithUsernameClaimAlone(Fixture.ALICE, "bob", Duration.ofHours(1));

        assertEquals("bob", fixture.session().username());
        assertThrows(
                WrongUserException.class, fixture.builder().username("alice").build()::username);
    }

    @Test
    void aRefreshForAnotherUserIsRefusedIfOnlyTheUsernameClaimIsKnown() {
        fixture.pythonFileWithUsernameClaimAlone(Fixture.DEFAULT, "bob", Duration.ZERO);
        fixture.tokens("alice", 2).http.reply(200, "").reply(200, "");

        assertThrows(WrongUserException.class, fixture.session()::authenticate);

        assertEquals("at-1", fixture.stored(Fixture.DEFAULT).accessToken());
    }

    @Test
    void aLoginDoesNotReplaceAnotherUsersSessionIfOnlyTheUsernameClaimIsKnown() {
        fixture.pythonFileWithUsernameClaimAlone(Fixture.DEFAULT, "bob", Duration.ZERO);
        fixture.error("invalid_grant").code().tokens("alice", 2);
        fixture.http.reply(200, "").reply(200, "");

        assertThrows(WrongUserException.class, fixture.sessionWithPrompt()::authenticate);

        assertEquals("at-1", fixture.stored(Fixture.DEFAULT).accessToken());
    }

    @Test
    void aSessionWithoutAUserNeedsALogin() {
        fixture.code()
                .http
                .reply(200, "{\"access_token\":\"at-9\",\"token_type\":\"Bearer\"}")
                .reply(200, "{\"sub\":\"u-9\"}");
        BitfountSession session = fixture.sessionWithPrompt();
        session.authenticate();

        assertThrows(LoginRequiredException.class, session::username);
        assertEquals("at-9", session.accessToken().reveal());
    }

    @Test
    void aSessionThatNamesNoUserIsNotTheGivenOnes() {
        fixture.code()
                .http
                .reply(200, "{\"access_token\":\"at-9\",\"token_type\":\"Bearer\"}")
                .reply(200, "{\"sub\":\"u-9\"}");

        WrongUserException refused = assertThrows(
                WrongUserException.class,
                fixture.builder().username("alice").prompt(fixture.prompt).build()::authenticate);

        assertTrue(String.valueOf(refused.getMessage()).contains("alice"), refused::toString);
    }

    @Test
    void aGivenUsernameIsNotThatOfASessionThatNamesNobody() {
        fixture.pythonFileThatNamesNobody(Fixture.ALICE, Duration.ofHours(1));

        WrongUserException refused = assertThrows(
                WrongUserException.class, fixture.builder().username("alice").build()::username);

        assertTrue(String.valueOf(refused.getMessage()).contains("whether it is alice's"), refused::toString);
    }

    @Test
    void aSessionThatNamesNobodyIsNotRenewedForAGivenUser() {
        fixture.pythonFileThatNamesNobody(Fixture.ALICE, Duration.ZERO);

        assertThrows(
                WrongUserException.class, fixture.builder().username("alice").build()::accessToken);

        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void theTokenOfASessionThatNamesNobodyIsNotReturnedIfItWasAdoptedMeanwhile() {
        SessionStore store = mock(SessionStore.class, delegatesTo(fixture.store));
        Answer<Object> storedMeanwhile = load -> {
            fixture.pythonFileThatNamesNobody(Fixture.ALICE, Duration.ofHours(1));
            return fixture.store.load(load.getArgument(0));
        };
        doAnswer(delegatesTo(fixture.store))
                .doAnswer(storedMeanwhile)
                .when(store)
                .load(any());
        fixture.pythonFile(Fixture.ALICE, "alice", Duration.ZERO);

        assertThrows(
                WrongUserException.class,
                BitfountSession.builder(fixture.adapters(store))
                        .username("alice")
                        .build()::accessToken);

        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void withNeitherALoginIsRequired() {
        assertThrows(LoginRequiredException.class, fixture.session()::username);
    }

    @Test
    void usernamesAreCaseSensitive() {
        fixture.pythonFile(Fixture.ALICE, "Alice", Duration.ofHours(1));

        assertThrows(
                WrongUserException.class, fixture.builder().username("alice").build()::username);
    }

    @Test
    void withApiKeysItIsTheGivenOne() {
        assertEquals(
                "alice",
                fixture.builder()
                        .apiKeys(Fixture.API_KEYS)
                        .username("alice")
                        .build()
                        .username());
        assertEquals(List.of(), fixture.store.operations());
    }
}

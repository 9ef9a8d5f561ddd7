package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.stubbing.Answer;

/** Where a session is stored if its account is known only after the login. */
class LoginPlaceTest {
    private static final LoginOptions OPEN = LoginOptions.defaults().with(LoginOptions.Account.ACTUAL);

    private final World world = new World();
    private final LoginScript login = new LoginScript(world);

    @Test
    void theVerifiedUsernameNamesTheAccount() {
        login.grants(1, "u-1", "alice");

        LoginResult result = login(World.ID, OPEN);

        assertEquals(new SessionId("example", "alice"), result.id());
        assertEquals("memory:example/alice", result.location());
        assertEquals(Secret.of("at-1"), world.stored(result.id()).accessToken());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @Test
    void theDefaultAccountsSessionDoesNotUseASessionStoredUnderAName() {
        login.grants(1, "u-1", "alice");
        AuthSession session = world.open();

        session.login(login.prompt, OPEN);

        assertThrows(LoginRequiredException.class, session::accessToken);
    }

    @Test
    void aFailureAfterTheSaveIsNotAFailureOfTheLogin() {
        login.grants(1, "u-1", "alice");
        world.withMockStore();
        Answer<String> fails = location -> {
            SessionId id = location.getArgument(0);
            if (world.memory.document(id).isPresent()) {
                throw new StorageException(Reason.UNREADABLE, "memory", "the disk is away", null);
            }
            return world.memory.location(id);
        };
        doAnswer(fails).when(world.store).location(any());

        LoginResult result = login(World.ID, OPEN);

        assertEquals("memory:example/alice", result.location());
        assertEquals(Secret.of("at-1"), world.stored(result.id()).accessToken());
        assertEquals(List.of(), world.revoked());
    }

    @Test
    void withoutAUsernameTheSubjectNamesTheAccount() {
        login.grants(1, IdTokens.of(world, "u-1", null, null));

        assertEquals(new SessionId("example", "u-1"), login(World.ID, OPEN).id());
    }

    @Test
    void withoutAnIdTokenItIsTheDefaultAccount() {
        login.grants(1, null);

        assertEquals(World.ID, login(World.ID, OPEN).id());
    }

    @Test
    void aNamedAccountKeepsItsName() {
        login.grants(1, "u-1", "alice");
        SessionId named = new SessionId("example", "alice");

        assertEquals(named, login(named, OPEN).id());
    }

    @Test
    void ifTheAccountIsNotOpenItIsTheDefaultOne() {
        login.grants(1, "u-1", "alice");

        assertEquals(World.ID, login(World.ID, LoginOptions.defaults()).id());
    }

    static List<String> unfitNames() {
        return List.of(" ", "\\t", "al\\u0007ice", "a\\nb", "x".repeat(256));
    }

    /** The name comes from the server. One that is not a valid account must not end a login with an unexpected error. */
    @ParameterizedTest
    @MethodSource("unfitNames")
    void withAnInvalidUsernameTheSubjectNamesTheAccount(String username) {
        login.grants(1, IdTokens.of(world, "u-1", username, null));

        assertEquals(new SessionId("example", "u-1"), login(World.ID, OPEN).id());
    }

    @ParameterizedTest
    @MethodSource("unfitNames")
    void withAnInvalidSubjectTooItIsTheDefaultAccount(String name) {
        login.grants(1, IdTokens.of(world, name, name, null));

        assertEquals(World.ID, login(World.ID, OPEN).id());
    }

    @Test
    void aPersonNamedLikeTheDefaultAccountIsNotIt() {
        login.grants(1, IdTokens.of(world, "u-1", "_default", null));

        assertEquals(new SessionId("example", "u-1"), login(World.ID, OPEN).id());
    }

    @Test
    void aReusedUsernameDoesNotReplaceItsFormerOwnersSession() {
        SessionId alices = new SessionId("example", "alice");
        world.store(alices, world.session(7, Secret.of("rt-7"), IdTokens.of(world, "u-2", "alice", null)));
        login.grants(1, "u-1", "alice").revokes(2);

        assertThrows(WrongUserException.class, () -> login(World.ID, OPEN));

        assertEquals(Optional.of(Secret.of("rt-7")), world.stored(alices).refreshToken());
        assertEquals(List.of("rt-1", "at-1"), world.revoked());
    }

    private LoginResult login(SessionId asked, LoginOptions options) {
        return AuthSession.open(World.PROVIDER, asked, world.adapters()).login(login.prompt, options);
    }
}

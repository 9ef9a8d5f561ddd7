package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If the ID token does not name the user, the server is asked. Whatever it responds, the login succeeds. */
class NamedByUserinfoTest {
    private final World world = new World();
    private final LoginScript login = new LoginScript(world);

    @Test
    void withoutAnIdTokenUserinfoNamesTheUser() {
        login.grants(1, null);
        world.http.reply(200, "{\"sub\":\"u-1\",\"preferred_username\":\"alice\"}");

        LoginResult result = logIn();

        assertEquals(new SessionId("example", "alice"), result.id());
        assertEquals(Optional.of("alice"), result.session().username());
        assertEquals(Optional.of("u-1"), result.session().subject());
        HttpCall asked = world.http.calls().get(2);
        assertEquals(URI.create("https://auth.example/me"), asked.uri());
        assertEquals("GET", asked.method());
        assertTrue(asked.headers().stream()
                .anyMatch(header -> header.name().equals("Authorization")
                        && header.value().reveal().equals("Bearer at-1")));
    }

    @Test
    void userinfoSupplementsAnIdTokenWithoutAName() {
        login.grants(1, IdTokens.of(world, "u-1", null, null));
        world.http.reply(200, "{\"sub\":\"u-1\",\"preferred_username\":\"alice\"}");

        assertEquals("alice", logIn().id().account());
    }

    @Test
    void anIdTokenWithANameIsEnough() {
        login.grants(1, "u-1", "alice");

        assertEquals("alice", logIn().id().account());
        assertEquals(2, world.http.calls().size());
    }

    @Test
    void theFirstClaimPresentIsTheName() {
        // As documented by GitHub for GET /user.
        login.grants(1, null);
        world.http.reply(200, "{\"id\":1,\"login\":\"octocat\",\"name\":\"Mona\"}");

        LoginResult result = logIn(provider().usernameClaims(List.of("nickname", "login", "name")));

        assertEquals("octocat", result.id().account());
        assertEquals(Optional.empty(), result.session().subject());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"u-2\",\"preferred_username\":\"bob\"}",
                "{\"preferred_username\":\"bob\"}",
                "{\"sub\":7}"
            })
    void userinfoAboutAnotherUserThanTheIdTokensIsNotUsed(String userinfo) {
        login.grants(1, IdTokens.of(world, "u-1", null, null));
        world.http.reply(200, userinfo);

        LoginResult result = logIn();

        assertEquals("u-1", result.id().account());
        assertEquals(Optional.empty(), result.session().username());
        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN, Kind.WARNING, Kind.LOGGED_IN), world.events.kinds());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"403 | {}", "200 | <html>", "500 | ''", "302 | ''", "200 | []"})
    void ifItIsUnavailableTheSessionIsStoredUnderTheSubject(int status, String body) {
        login.grants(1, IdTokens.of(world, "u-1", null, null));
        world.http.reply(status, body);

        LoginResult result = logIn();

        assertEquals("u-1", result.id().account());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored(result.id()).refreshToken());
        assertTrue(warning().startsWith("Your name could not be had."), this::warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNREACHABLE", "TIMED_OUT", "TLS", "TOO_LARGE"})
    void withNeitherItIsTheDefaultAccountsWithAWarning(TransportException.Kind kind) {
        login.grants(1, null);
        world.http.fail(kind);

        LoginResult result = logIn();

        assertTrue(result.id().isDefaultAccount());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
        assertEquals(
                List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN, Kind.WARNING, Kind.WARNING, Kind.LOGGED_IN),
                world.events.kinds());
        assertTrue(
                world.events.events().get(3).detail().orElseThrow().value().contains("does not say who you are"),
                world.events.events()::toString);
    }

    @Test
    void aSecondPersonDoesNotReplaceTheFirst() {
        login.grants(1, null);
        world.http.reply(200, "{\"sub\":\"u-1\",\"preferred_username\":\"alice\"}");
        login.grants(2, null);
        world.http.reply(200, "{\"sub\":\"u-2\",\"preferred_username\":\"bob\"}");

        SessionId alice = logIn().id();
        SessionId bob = logIn().id();

        assertEquals(Optional.of(Secret.of("rt-1")), world.stored(alice).refreshToken());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored(bob).refreshToken());
    }

    @Test
    void anotherUserThanRequestedIsDetected() {
        login.grants(1, null);
        world.http.reply(200, "{\"sub\":\"u-2\",\"preferred_username\":\"bob\"}");
        login.revokes(2);

        assertThrows(WrongUserException.class, () -> logIn(provider(), new SessionId("example", "alice")));

        assertEquals(List.of("rt-1", "at-1"), world.revoked());
    }

    @Test
    void anInterruptWhileTheNameIsFetchedEndsTheLogin() {
        login.grants(1, null);
        world.http.fail(TransportException.Kind.CANCELLED);
        login.revokes(2);

        assertThrows(CancelledException.class, this::logIn);

        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    @Test
    void aRenewalKeepsTheNameAndDoesNotAskAgain() {
        login.grants(1, null);
        world.http.reply(200, "{\"sub\":\"u-1\",\"preferred_username\":\"alice\"}");
        SessionId id = logIn().id();
        world.time.advance(World.LIFE);
        world.tokens(2);

        AuthSession session = AuthSession.open(provider().build(), id, world.adapters());

        assertEquals(Secret.of("at-2"), session.accessToken());
        StoredSession stored = world.stored(id);
        assertEquals(Optional.of("alice"), stored.username());
        assertEquals(Optional.of("u-1"), stored.subject());
        assertEquals(4, world.http.calls().size());
    }

    private String warning() {
        return world.events.events().stream()
                .filter(event -> event.kind() == Kind.WARNING)
                .flatMap(event -> event.detail().stream())
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }

    private LoginResult logIn() {
        return logIn(provider());
    }

    private LoginResult logIn(OAuthProvider.Builder provider) {
        return logIn(provider, World.ID);
    }

    private LoginResult logIn(OAuthProvider.Builder provider, SessionId id) {
        return AuthSession.open(provider.build(), id, world.adapters())
                .login(login.prompt, LoginOptions.defaults().with(LoginOptions.Account.ACTUAL));
    }

    private static OAuthProvider.Builder provider() {
        return OAuthProvider.explicit(
                        Endpoints.of(URI.create("https://auth.example/token"))
                                .withDeviceAuthorization(URI.create("https://auth.example/device"))
                                .withRevocation(URI.create("https://auth.example/revoke"))
                                .withUserinfo(URI.create("https://auth.example/me")),
                        "client-1")
                .name("example")
                .issuer("https://auth.example")
                .scopes(List.of("openid", "offline_access"));
    }
}

package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TokenReply;
import dev.latchkey.port.SessionListener;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionMakerTest {
    private static final long NOW = 1_772_366_400_000L;
    private static final URI TOKEN_ENDPOINT = URI.create("https://auth.example/token");
    private static final OAuthProvider PROVIDER = OAuthProvider.discovered("https://auth.example", "client-1")
            .scopes(List.of("openid", "offline_access"))
            .usernameClaim("nick")
            .build();

    @Test
    void aLoginMakesASessionThatCountsFromNow() {
        StoredSession session = loggedIn(reply("rt-1", "a.b.c", null), claims("alice"));

        assertEquals(
                new StoredSession(
                        Secret.of("at-2"),
                        Secret.of("rt-1"),
                        Secret.of("a.b.c"),
                        NOW + 3_600_000,
                        NOW,
                        NOW,
                        SessionBinding.of(PROVIDER, TOKEN_ENDPOINT),
                        "u-1",
                        "alice",
                        "Bearer",
                        null,
                        Map.of()),
                session);
    }

    @Test
    void withoutAnIdTokenNobodyIsNamed() {
        StoredSession session = loggedIn(reply("rt-1", null, null), null);

        assertNull(session.subject());
        assertEquals(Optional.empty(), session.knownUsername());
    }

    @ParameterizedTest(name = "granted \"{0}\": {1}")
    @CsvSource({
        "openid offline_access, ''",
        "offline_access openid, ''",
        "openid  offline_access, ''",
        "openid, ''",
        "'openid,offline_access', ''",
        "email, email offline_access",
        "openid offline_access email, openid offline_access email"
    })
    void whatWasGrantedIsKeptWhereItIsNotWhatWasAskedFor(String scope, String kept) {
        StoredSession session = loggedIn(reply("rt-1", null, scope), null);

        assertEquals(kept.isEmpty() ? null : List.of(kept.split(" ")), session.grantedScopes());
    }

    @Test
    void anEmptyTextGrantsNothingAndWithoutARefreshTokenThereIsNoOfflineAccess() {
        assertEquals(List.of(), loggedIn(reply(null, null, ""), null).grantedScopes());
        assertEquals(
                List.of("openid"), loggedIn(reply(null, null, "openid"), null).grantedScopes());
    }

    @Test
    void aRefreshThatKeepsItsRefreshTokenKeepsOfflineAccess() {
        assertNull(refreshed(reply(null, null, "openid"), null, NOW).grantedScopes());
    }

    @Test
    void aRefreshLeavesWhatTheReplyLeavesOut() {
        StoredSession before = before();

        StoredSession after = refreshed(reply(null, null, null), null, NOW + 5);

        assertEquals(
                new StoredSession(
                        Secret.of("at-2"),
                        before.refreshToken(),
                        before.idToken(),
                        NOW + 5 + 3_600_000,
                        NOW + 5,
                        before.loggedInAtMillis(),
                        SessionBinding.of(PROVIDER, TOKEN_ENDPOINT),
                        "u-1",
                        "alice",
                        "Bearer",
                        List.of("openid"),
                        before.unknown()),
                after);
    }

    @Test
    void aRefreshTakesWhatTheReplyBrings() {
        StoredSession after = refreshed(reply("rt-2", "d.e.f", "offline_access openid"), claims("alicia"), NOW + 5);

        assertEquals(Secret.of("rt-2"), after.refreshToken());
        assertEquals(Secret.of("d.e.f"), after.idToken());
        assertEquals(before().knownUsername(), after.knownUsername(), "the account goes by the name that it had");
        assertNull(after.grantedScopes());
        assertEquals(before().unknown(), after.unknown());
    }

    @Test
    void anIdTokenThatNamesNobodyLeavesTheName() {
        StoredSession after = refreshed(reply(null, "d.e.f", null), claims(null), NOW);

        assertEquals(Optional.of("alice"), after.knownUsername());
    }

    @Test
    void withoutALifeTheExpiryIsNotKnown() {
        TokenReply endless = new TokenReply(Secret.of("at-2"), "bearer", null, null, null, null, null, List.of());

        assertNull(loggedIn(endless, null).expiresAtMillis());
        assertNull(refreshed(endless, null, NOW).expiresAtMillis());
    }

    private static StoredSession loggedIn(TokenReply reply, @Nullable IdTokenClaims claims) {
        return maker(claims).loggedIn(reply, NOW, events());
    }

    private static StoredSession refreshed(TokenReply reply, @Nullable IdTokenClaims claims, long now) {
        return maker(claims).refreshed(before(), reply, now, events());
    }

    private static PendingEvents events() {
        return new PendingEvents(World.ID, SessionListener.none(), new FakeTimeSource());
    }

    private static SessionMaker maker(@Nullable IdTokenClaims claims) {
        LoginServer server = mock(LoginServer.class);
        when(server.provider()).thenReturn(PROVIDER);
        when(server.endpoints()).thenReturn(new Endpoints(TOKEN_ENDPOINT, null, null, null, null));
        when(server.identity(any())).thenReturn(Optional.empty());
        return new SessionMaker(
                PROVIDER,
                server,
                new MoshiJson(),
                (idToken, provider, now) -> Objects.requireNonNull(claims, "no ID token"));
    }

    private static StoredSession before() {
        return new StoredSession(
                Secret.of("at-1"),
                Secret.of("rt-1"),
                Secret.of("a.b.c"),
                NOW,
                NOW - 3_600_000,
                NOW - 3_600_000,
                SessionBinding.of(PROVIDER, TOKEN_ENDPOINT),
                "u-1",
                "alice",
                null,
                List.of("openid"),
                Map.of("key", "kept"));
    }

    private static TokenReply reply(@Nullable String refreshToken, @Nullable String idToken, @Nullable String scope) {
        return new TokenReply(
                Secret.of("at-2"),
                "bearer",
                Duration.ofHours(1),
                refreshToken == null ? null : Secret.of(refreshToken),
                idToken == null ? null : Secret.of(idToken),
                scope,
                null,
                List.of());
    }

    private static IdTokenClaims claims(@Nullable String nick) {
        Map<String, Object> all = nick == null ? Map.of() : Map.of("nick", nick);
        return new IdTokenClaims("https://auth.example", "u-1", List.of("client-1"), all);
    }
}

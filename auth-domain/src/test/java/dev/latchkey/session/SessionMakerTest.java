package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.SessionListener;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.RecordingListener;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionCheck;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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
            .usernameClaims(List.of("nick", "preferred_username"))
            .build();

    @Test
    void aLoginCreatesASessionIssuedNow() {
        StoredSession session = loggedIn(reply("rt-1", "a.b.c", null), claims("alice"));

        assertEquals(
                StoredSession.builder(Secret.of("at-2"), SessionBinding.of(PROVIDER, TOKEN_ENDPOINT))
                        .refreshToken(Secret.of("rt-1"))
                        .idToken(Secret.of("a.b.c"))
                        .expiresAt(Instant.ofEpochMilli(NOW + 3_600_000))
                        .issuedAt(Instant.ofEpochMilli(NOW))
                        .loggedInAt(Instant.ofEpochMilli(NOW))
                        .subject("u-1")
                        .username("alice")
                        .tokenType("Bearer")
                        .build(),
                session);
    }

    @Test
    void withoutAnIdTokenThereIsNoUser() {
        StoredSession session = loggedIn(reply("rt-1", null, null), null);

        assertEquals(Optional.empty(), session.subject());
        assertEquals(Optional.empty(), session.username());
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
    void grantedScopesAreStoredIfTheyDifferFromTheRequestedOnes(String scope, String kept) {
        StoredSession session = loggedIn(reply("rt-1", null, scope), null);

        assertEquals(Optional.ofNullable(kept.isEmpty() ? null : List.of(kept.split(" "))), session.grantedScopes());
    }

    @Test
    void anEmptyStringGrantsNothingAndWithoutARefreshTokenThereIsNoOfflineAccess() {
        assertEquals(
                Optional.of(List.of()), loggedIn(reply(null, null, ""), null).grantedScopes());
        assertEquals(
                Optional.of(List.of("openid")),
                loggedIn(reply(null, null, "openid"), null).grantedScopes());
    }

    @Test
    void aRefreshThatKeepsItsRefreshTokenKeepsOfflineAccess() {
        assertEquals(
                Optional.empty(),
                refreshed(reply(null, null, "openid"), null, NOW).grantedScopes());
    }

    @Test
    void aRefreshKeepsWhatTheReplyOmits() {
        StoredSession before = before();

        StoredSession after = refreshed(reply(null, null, null), null, NOW + 5);

        assertEquals(
                StoredSession.builder(Secret.of("at-2"), SessionBinding.of(PROVIDER, TOKEN_ENDPOINT))
                        .refreshToken(before.refreshToken().orElseThrow())
                        .idToken(before.idToken().orElseThrow())
                        .expiresAt(Instant.ofEpochMilli(NOW + 5 + 3_600_000))
                        .issuedAt(Instant.ofEpochMilli(NOW + 5))
                        .loggedInAt(before.loggedInAt().orElseThrow())
                        .subject("u-1")
                        .username("alice")
                        .tokenType("Bearer")
                        .grantedScopes(List.of("openid"))
                        .unknown(before.unknown())
                        .build(),
                after);
    }

    @Test
    void aRefreshUsesWhatTheReplyContains() {
        StoredSession after = refreshed(reply("rt-2", "d.e.f", "offline_access openid"), claims("alicia"), NOW + 5);

        assertEquals(Optional.of(Secret.of("rt-2")), after.refreshToken());
        assertEquals(Optional.of(Secret.of("d.e.f")), after.idToken());
        assertEquals(before().username(), after.username(), "the account goes by the name that it had");
        assertEquals(Optional.empty(), after.grantedScopes());
        assertEquals(before().unknown(), after.unknown());
    }

    @Test
    void anIdTokenWithoutANameKeepsTheName() {
        StoredSession after = refreshed(reply(null, "d.e.f", null), claims(null), NOW);

        assertEquals(Optional.of("alice"), after.username());
    }

    @Test
    void withoutALifetimeTheExpiryIsUnknown() {
        GrantedTokens endless = GrantedTokens.builder(Secret.of("at-2")).build();

        assertEquals(Optional.empty(), loggedIn(endless, null).expiresAt());
        assertEquals(Optional.empty(), refreshed(endless, null, NOW).expiresAt());
    }

    @Test
    void aRefreshNamesAnAccountThatHadNoName() {
        StoredSession nameless = before().toBuilder().username(null).build();

        StoredSession after = maker(claims("alicia")).refreshed(nameless, reply(null, "d.e.f", null), NOW, events());

        assertEquals(Optional.of("alicia"), after.username());
    }

    @Test
    void aScopeThatIsNoLongerGrantedIsReported() {
        RecordingListener listener = new RecordingListener();
        PendingEvents events = new PendingEvents(World.ID, listener, new FakeTimeSource(), 1);

        maker(null).refreshed(before(), reply(null, null, "email"), NOW, events);
        events.tell();

        assertEquals(
                "The server no longer grants: openid",
                listener.events().get(0).detail().orElseThrow().value());
    }

    /** As after a login without an ID token; the refresh brings the first one. */
    @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
    @CsvSource({
        "https://auth.example, client-1, u-1, false",
        "https://other.example, client-1, u-1, true",
        "https://auth.example, client-2, u-1, true",
        "https://auth.example, client-1, u-2, true"
    })
    void withoutAnEarlierIdTokenTheIssuerTheClientAndTheSubjectSayWhoseItIs(
            String issuer, String audience, String subject, boolean somebodyElses) {
        StoredSession known = before().toBuilder().idToken(null).build();

        assertEquals(somebodyElses, isSomebodyElses(known, IdTokens.issued(new World(), issuer, audience, subject)));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({"alice, alice, false", "alice, bob, true", "alice, , false", ", bob, false"})
    void withoutASubjectTheUsernameSaysWhoseItIs(
            @Nullable String before, @Nullable String named, boolean somebodyElses) {
        StoredSession known = before().toBuilder()
                .idToken(null)
                .subject(null)
                .username(before)
                .build();

        assertEquals(somebodyElses, isSomebodyElses(known, IdTokens.of(new World(), "u-1", named, null)));
    }

    private static boolean isSomebodyElses(StoredSession before, Secret idToken) {
        return maker(null).isSomebodyElses(before, reply(null, idToken.reveal(), null));
    }

    private static StoredSession loggedIn(GrantedTokens reply, @Nullable IdTokenClaims claims) {
        return maker(claims).loggedIn(reply, NOW, events());
    }

    private static StoredSession refreshed(GrantedTokens reply, @Nullable IdTokenClaims claims, long now) {
        return maker(claims).refreshed(before(), reply, now, events());
    }

    private static PendingEvents events() {
        return new PendingEvents(World.ID, SessionListener.none(), new FakeTimeSource(), 1);
    }

    private static SessionMaker maker(@Nullable IdTokenClaims claims) {
        LoginServer server = mock(LoginServer.class);
        when(server.provider()).thenReturn(PROVIDER);
        when(server.endpoints()).thenReturn(Endpoints.of(TOKEN_ENDPOINT));
        when(server.identity(any())).thenReturn(Optional.empty());
        return new SessionMaker(
                PROVIDER,
                server,
                new SessionCheck(PROVIDER, new MoshiJson()),
                (idToken, provider, now) -> Objects.requireNonNull(claims, "no ID token"));
    }

    private static StoredSession before() {
        return StoredSession.builder(Secret.of("at-1"), SessionBinding.of(PROVIDER, TOKEN_ENDPOINT))
                .refreshToken(Secret.of("rt-1"))
                .idToken(Secret.of("a.b.c"))
                .expiresAt(Instant.ofEpochMilli(NOW))
                .issuedAt(Instant.ofEpochMilli(NOW - 3_600_000))
                .loggedInAt(Instant.ofEpochMilli(NOW - 3_600_000))
                .subject("u-1")
                .username("alice")
                .grantedScopes(List.of("openid"))
                .unknown(Map.of("key", "kept"))
                .build();
    }

    private static GrantedTokens reply(
            @Nullable String refreshToken, @Nullable String idToken, @Nullable String scope) {
        return GrantedTokens.builder(Secret.of("at-2"))
                .expiresIn(Duration.ofHours(1))
                .refreshToken(refreshToken == null ? null : Secret.of(refreshToken))
                .idToken(idToken == null ? null : Secret.of(idToken))
                .scope(scope)
                .build();
    }

    private static IdTokenClaims claims(@Nullable String nick) {
        Map<String, Object> all = nick == null ? Map.of() : Map.of("nick", nick);
        return new IdTokenClaims("https://auth.example", "u-1", List.of("client-1"), all);
    }
}

package dev.latchkey.token;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCheckTest {
    private static final SessionId ID = SessionId.ofDefaultAccount("example");
    private static final String ISSUER = "https://auth.example";
    private static final URI OWN = URI.create("https://auth.example/revoke");
    private static final URI ELSEWHERE = URI.create("https://elsewhere.example/revoke");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theIssuersTokensAreNotRevokedAtAnEndpointElsewhere(boolean discovered) {
        StoredSession issuers = stored(SessionBinding.of(discovered(null)));

        AuthEnvironmentException refused = assertThrows(
                AuthEnvironmentException.class,
                () -> checkRevocable(discovered ? discovered(ELSEWHERE) : explicit(ELSEWHERE), issuers));

        assertNames(refused, "https://elsewhere.example");
        assertDoesNotThrow(() -> checkRevocable(discovered ? discovered(OWN) : explicit(OWN), issuers));
        assertDoesNotThrow(() -> checkRevocable(discovered ? discovered(null) : explicit(null), issuers));
    }

    @Test
    void tokensOfAGivenEndpointAreRevokedWhereverItSays() {
        OAuthProvider given = explicit(ELSEWHERE);

        assertDoesNotThrow(() -> checkRevocable(given, stored(SessionBinding.of(given))));
    }

    @Test
    void aSessionOfAnotherTokenEndpointIsRefusedWithItsName() {
        SessionBinding theirs = SessionBinding.of(
                OAuthProvider.explicit(Endpoints.of(URI.create("https://evil.example/token")), "client-1")
                        .issuer(ISSUER)
                        .build());

        assertNames(environmentOf(theirs), "the token endpoint of https://evil.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-1", "client-2"})
    void aSessionOfAnotherServerOrClientIsRefusedWithBothNames(String client) {
        String domain = client.equals("client-1") ? "staging.example" : "auth.example";
        SessionBinding theirs =
                SessionBinding.of(OAuthProvider.explicit(Endpoints.of(URI.create("https://evil.example/token")), client)
                        .issuer("https://" + domain)
                        .build());

        assertNames(
                environmentOf(theirs),
                "belongs to " + domain + " (client " + client + "), not to auth.example (client client-1)");
    }

    private static AuthException environmentOf(SessionBinding theirs) {
        return assertThrows(AuthEnvironmentException.class, () -> check(explicit(null), theirs));
    }

    @Test
    void aSessionForOtherResourcesIsRefusedWithBoth() {
        OAuthProvider.Builder asked = explicit(null).toBuilder().resources(List.of("https://a.example"));

        AuthException refused = assertThrows(
                LoginRequiredException.class,
                () -> check(
                        asked.build(), SessionBinding.of(explicit(null)).withResources(List.of("https://b.example"))));
        assertNames(refused, "another resource (https://b.example, not https://a.example)");

        refused = assertThrows(
                LoginRequiredException.class, () -> check(explicit(null), SessionBinding.of(asked.build())));
        assertNames(refused, "another resource (https://a.example, not none)");
    }

    @Test
    void anAccountThatLooksLikeTheRequestedOneIsTold() {
        SessionId alice = new SessionId("example", "alice");
        StoredSession stored = stored(SessionBinding.of(explicit(null))).toBuilder()
                .username("al\u202eice")
                .build();

        WrongUserException refused = assertThrows(
                WrongUserException.class,
                () -> new SessionCheck(explicit(null), new MoshiJson()).check(alice, stored, "memory"));

        assertNames(refused, "belongs to alice (with invisible characters), not to alice.");
    }

    private static void check(OAuthProvider provider, SessionBinding theirs) {
        new SessionCheck(provider, new MoshiJson()).check(ID, stored(theirs), "memory");
    }

    private static void checkRevocable(OAuthProvider provider, StoredSession stored) {
        new SessionCheck(provider, new MoshiJson()).checkRevocable(ID, stored, "memory");
    }

    private static OAuthProvider discovered(@Nullable URI revocation) {
        return OAuthProvider.discovered(ISSUER, "client-1")
                .givenEndpoints(Endpoints.Given.of(null, revocation, null, null))
                .build();
    }

    private static OAuthProvider explicit(@Nullable URI revocation) {
        Endpoints endpoints = Endpoints.of(URI.create("https://auth.example/token"));
        return OAuthProvider.explicit(revocation == null ? endpoints : endpoints.withRevocation(revocation), "client-1")
                .issuer(ISSUER)
                .build();
    }

    private static StoredSession stored(SessionBinding binding) {
        return StoredSession.builder(Secret.of("at-1"), binding).build();
    }

    private static void assertNames(AuthException refused, String what) {
        assertTrue(String.valueOf(refused.getMessage()).contains(what), refused::getMessage);
    }
}

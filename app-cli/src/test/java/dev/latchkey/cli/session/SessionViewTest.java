package dev.latchkey.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.StoredSession;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionViewTest {
    private static final long NOW = 1_700_000_000_000L;

    @Test
    void aTokenBeforeItsExpiryIsValid() {
        SessionView view = view(NOW + 1_800_000, "refresh-token");

        assertTrue(view.isAlive());
        assertTrue(view.untilWhen().startsWith("valid for 30 min (until "), view.untilWhen());
        assertEquals("valid", view.json().get("state"));
        assertEquals((NOW + 1_800_000) / 1000, view.json().get("expires_at"));
    }

    @Test
    void anExpiredTokenThatCanBeRenewedIsAlive() {
        SessionView view = view(NOW - 1, "refresh-token");

        assertTrue(view.isAlive());
        assertTrue(view.untilWhen().contains("renewed at next use"), view.untilWhen());
        assertEquals("renewable", view.json().get("state"));
    }

    @Test
    void anExpiredTokenThatCannotBeRenewedIsNotAlive() {
        SessionView view = view(NOW - 1, null);

        assertFalse(view.isAlive());
        assertTrue(view.untilWhen().contains("log in again"), view.untilWhen());
        assertEquals("expired", view.json().get("state"));
    }

    @Test
    void aTokenOfUnknownLifetimeIsValidUntilItIsRefused() {
        SessionView view = view(null, null);

        assertTrue(view.isAlive());
        assertEquals("valid until the server refuses it", view.untilWhen());
    }

    @Test
    void containsNoSecret() {
        String all = view(NOW, "refresh-token").json().toString() + view(NOW, "refresh-token");

        assertFalse(all.contains("access-token") || all.contains("refresh-token"), all);
    }

    @Test
    void aUsernameWithControlCharactersIsCleaned() {
        SessionView view = new SessionView(
                new SessionId("work", "x"), view(NOW, null).session(), "al\u001b[31mice", "/somewhere", NOW);

        assertEquals("x (al[31mice)", view.account());
    }

    @Test
    void whatTheProviderDidNotSayIsShownAsUnknown() {
        StoredSession session = view(NOW, null).session();

        assertEquals(
                "_default (account unknown)",
                new SessionView(SessionId.ofDefaultAccount("work"), session, null, "/somewhere", NOW).account());
        assertEquals("x", new SessionView(new SessionId("work", "x"), session, null, "/somewhere", NOW).account());
    }

    @Test
    void datesAreInTheSystemsZone() {
        long expiresAt = NOW + 1_800_000;
        String date = SessionView.date(expiresAt, TimeZone.getDefault().getOffset(expiresAt) / 1000);

        assertTrue(view(expiresAt, null).untilWhen().contains(date), date);
    }

    private static SessionView view(@Nullable Long expiresAt, @Nullable String refreshToken) {
        StoredSession session = StoredSession.builder(
                        Secret.of("access-token"),
                        SessionBinding.of("as.example.com", "me", List.of("openid"), "", null))
                .refreshToken(refreshToken == null ? null : Secret.of(refreshToken))
                .expiresAt(expiresAt == null ? null : Instant.ofEpochMilli(expiresAt))
                .username("alice")
                .tokenType("Bearer")
                .build();
        return new SessionView(new SessionId("work", "alice"), session, "alice", "/somewhere", NOW);
    }
}

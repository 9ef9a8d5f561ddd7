package dev.latchkey.token;

import dev.latchkey.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions for tests. */
final class Sessions {
    static final long ISSUED = 1_772_366_400_000L;
    static final SessionBinding BINDING = SessionBinding.of(
            "auth.example",
            "client-1",
            List.of("openid", "offline_access"),
            "https://api.example",
            "https://auth.example");

    private Sessions() {}

    /** A renewable session that was issued for this lifetime. */
    static StoredSession of(Duration life) {
        return of(ISSUED + life.toMillis(), ISSUED, Secret.of("rt-1"));
    }

    /** A session whose lifetime is unknown. */
    static StoredSession withAccessToken(String accessToken, @Nullable Secret refreshToken) {
        return StoredSession.builder(Secret.of(accessToken), BINDING)
                .refreshToken(refreshToken)
                .build();
    }

    static StoredSession of(
            @Nullable Long expiresAtMillis, @Nullable Long issuedAtMillis, @Nullable Secret refreshToken) {
        return StoredSession.builder(Secret.of("at-1"), BINDING)
                .refreshToken(refreshToken)
                .expiresAt(instant(expiresAtMillis))
                .issuedAt(instant(issuedAtMillis))
                .loggedInAt(Instant.ofEpochMilli(ISSUED))
                .subject("u-1")
                .username("alice")
                .tokenType("Bearer")
                .build();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}

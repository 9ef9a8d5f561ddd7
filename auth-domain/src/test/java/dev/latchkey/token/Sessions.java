package dev.latchkey.token;

import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions for tests. */
final class Sessions {
    static final long ISSUED = 1_772_366_400_000L;
    static final SessionBinding BINDING = new SessionBinding(
            "auth.example",
            "client-1",
            List.of("openid", "offline_access"),
            "https://api.example",
            "https://auth.example");

    private Sessions() {}

    /** One that can be renewed, issued for that long. */
    static StoredSession of(Duration life) {
        return of(ISSUED + life.toMillis(), ISSUED, Secret.of("rt-1"));
    }

    /** One whose life is not known. */
    static StoredSession withAccessToken(String accessToken, @Nullable Secret refreshToken) {
        return new StoredSession(
                Secret.of(accessToken),
                refreshToken,
                null,
                null,
                null,
                null,
                BINDING,
                null,
                null,
                null,
                null,
                Map.of());
    }

    static StoredSession of(
            @Nullable Long expiresAtMillis, @Nullable Long issuedAtMillis, @Nullable Secret refreshToken) {
        return new StoredSession(
                Secret.of("at-1"),
                refreshToken,
                null,
                expiresAtMillis,
                issuedAtMillis,
                ISSUED,
                BINDING,
                "u-1",
                "alice",
                "Bearer",
                null,
                Map.of());
    }
}

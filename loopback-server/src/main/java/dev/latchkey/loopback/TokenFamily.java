package dev.latchkey.loopback;

import dev.latchkey.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All tokens that come from one login. There is one refresh token at a time, and each refresh replaces it (RFC 9700 §4.14.2). Guarded by
 * {@link TokenFamilies}, except for {@link #isRevoked()}.
 */
final class TokenFamily {
    private final int number;
    private final Grant grant;
    private String refreshToken;
    private int generation;
    private @Nullable Rotation lastRotation;
    private volatile boolean revoked;

    private record Rotation(String replaced, Instant at) {}

    TokenFamily(int number, Grant grant, String refreshToken) {
        this.number = number;
        this.grant = grant;
        this.refreshToken = refreshToken;
    }

    int number() {
        return number;
    }

    int generation() {
        return generation;
    }

    Grant grant() {
        return grant;
    }

    boolean isCurrent(String token) {
        return refreshToken.equals(token);
    }

    void rotateTo(String next, Instant now) {
        lastRotation = new Rotation(refreshToken, now);
        refreshToken = next;
        generation++;
    }

    /** The refresh token that replaced this one, if that happened within the grace period. */
    Optional<Secret> successor(String token, Instant now, Duration grace) {
        return Optional.ofNullable(lastRotation)
                .filter(rotation -> rotation.replaced().equals(token))
                .filter(rotation -> now.isBefore(rotation.at().plus(grace)))
                .map(rotation -> Secret.of(refreshToken));
    }

    boolean isRevoked() {
        return revoked;
    }

    void revoke() {
        revoked = true;
    }
}

package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.DeviceAuthorization;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.TokenResponse;
import java.time.Duration;
import java.util.Optional;

/** Server responses for the tests of the flow. */
final class Answers {
    static final GrantedTokens TOKENS = GrantedTokens.builder(Secret.of("at-1"))
            .expiresIn(Duration.ofHours(1))
            .refreshToken(Secret.of("rt-1"))
            .build();

    private Answers() {}

    static DeviceAuthorization code(Duration interval, Duration expiresIn) {
        return DeviceAuthorization.of(
                Secret.of("dc-1"), "ABCD-EFGH", "https://auth.example/device", expiresIn, interval);
    }

    static TokenResponse granted() {
        return TOKENS;
    }

    static TokenResponse pending() {
        return error("authorization_pending");
    }

    static TokenResponse slowDown() {
        return error("slow_down");
    }

    static TokenResponse slowDown(Duration named) {
        return new TokenResponse.Refused(
                new OAuthError("slow_down", Optional.empty(), 400, Optional.ofNullable(named)), Optional.empty());
    }

    static TokenResponse error(String code) {
        return new TokenResponse.Refused(
                new OAuthError(code, Optional.of(DisplayText.of("in words")), 400, Optional.empty()), Optional.empty());
    }

    static TokenResponse tryLater() {
        return new TokenResponse.TryLater(DisplayText.of("no route"), Optional.ofNullable(null), false, false);
    }

    static TokenResponse tryLater(Duration retryAfter) {
        return new TokenResponse.TryLater(DisplayText.of("overloaded"), Optional.ofNullable(retryAfter), false, false);
    }

    static TokenResponse endpointMissing() {
        return new TokenResponse.TryLater(
                DisplayText.of("https://auth.example/token is not there"), Optional.empty(), false, true);
    }

    /** The margin that is added to an interval before the first {@code slow_down}. */
    static Duration margin(Duration interval) {
        Duration fifth = interval.dividedBy(5);
        return fifth.compareTo(Duration.ofMillis(250)) > 0 ? fifth : Duration.ofMillis(250);
    }
}

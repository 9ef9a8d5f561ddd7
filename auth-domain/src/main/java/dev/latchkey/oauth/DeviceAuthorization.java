package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device authorization endpoint's reply (RFC 8628 §3.2). Its texts are the server's own and not yet safe to show.
 *
 * @param deviceCode what we poll with
 * @param userCode what the person types
 * @param verificationUri where to type it
 * @param completeUri the same with the code in it, or null
 * @param expiresIn how long both codes live from when the reply arrived
 * @param interval the least time between two polls
 * @param warnings what was odd and survived
 */
public record DeviceAuthorization(
        Secret deviceCode,
        String userCode,
        String verificationUri,
        @Nullable String completeUri,
        Duration expiresIn,
        Duration interval,
        List<DisplayText> warnings) {
    public DeviceAuthorization {
        Objects.requireNonNull(deviceCode, "deviceCode");
        Objects.requireNonNull(userCode, "userCode");
        Objects.requireNonNull(verificationUri, "verificationUri");
        Objects.requireNonNull(expiresIn, "expiresIn");
        Objects.requireNonNull(interval, "interval");
        warnings = List.copyOf(warnings);
    }

    /** The URI with the code in it, where the server offers one. */
    public Optional<String> verificationUriComplete() {
        return Optional.ofNullable(completeUri);
    }
}

package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param proof what each poll proves with that it is ours ({@code code_verifier}, RFC 7636 §4.1), or null for none
 */
public record DeviceAuthorization(
        Secret deviceCode,
        String userCode,
        String verificationUri,
        @Nullable String completeUri,
        Duration expiresIn,
        Duration interval,
        List<DisplayText> warnings,
        @Nullable Secret proof) {
    public DeviceAuthorization {
        Objects.requireNonNull(deviceCode, "deviceCode");
        Objects.requireNonNull(userCode, "userCode");
        Objects.requireNonNull(verificationUri, "verificationUri");
        Objects.requireNonNull(expiresIn, "expiresIn");
        Objects.requireNonNull(interval, "interval");
        warnings = List.copyOf(warnings);
    }

    /** The reply without a proof. */
    public DeviceAuthorization(
            Secret deviceCode,
            String userCode,
            String verificationUri,
            @Nullable String completeUri,
            Duration expiresIn,
            Duration interval,
            List<DisplayText> warnings) {
        this(deviceCode, userCode, verificationUri, completeUri, expiresIn, interval, warnings, null);
    }

    DeviceAuthorization provenBy(@Nullable Secret verifier) {
        return new DeviceAuthorization(
                deviceCode, userCode, verificationUri, completeUri, expiresIn, interval, warnings, verifier);
    }

    DeviceAuthorization warning(DisplayText warning) {
        List<DisplayText> all = new ArrayList<>(warnings);
        all.add(warning);
        return new DeviceAuthorization(
                deviceCode, userCode, verificationUri, completeUri, expiresIn, interval, all, proof);
    }

    /** What each poll proves with that it is ours. */
    public Optional<Secret> codeVerifier() {
        return Optional.ofNullable(proof);
    }

    /** The URI with the code in it, where the server offers one. */
    public Optional<String> verificationUriComplete() {
        return Optional.ofNullable(completeUri);
    }
}

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
 * @param verificationUriComplete the same with the code in it, where the server offers it
 * @param expiresIn how long both codes live from when the reply arrived
 * @param interval the least time between two polls
 * @param warnings what was odd and survived
 * @param codeVerifier what each poll proves with that it is ours (RFC 7636 §4.1)
 */
public record DeviceAuthorization(
        Secret deviceCode,
        String userCode,
        String verificationUri,
        Optional<String> verificationUriComplete,
        Duration expiresIn,
        Duration interval,
        List<DisplayText> warnings,
        Optional<Secret> codeVerifier) {
    public DeviceAuthorization {
        Objects.requireNonNull(deviceCode, "deviceCode");
        Objects.requireNonNull(userCode, "userCode");
        Objects.requireNonNull(verificationUri, "verificationUri");
        Objects.requireNonNull(expiresIn, "expiresIn");
        Objects.requireNonNull(interval, "interval");
        warnings = List.copyOf(warnings);
    }

    /** A reply with no more than a login needs. */
    public static DeviceAuthorization of(
            Secret deviceCode, String userCode, String verificationUri, Duration expiresIn, Duration interval) {
        return new DeviceAuthorization(
                deviceCode,
                userCode,
                verificationUri,
                Optional.empty(),
                expiresIn,
                interval,
                List.of(),
                Optional.empty());
    }

    /** The same with a URI that has the code in it; null for none. */
    public DeviceAuthorization withVerificationUriComplete(@Nullable String uri) {
        return with(Optional.ofNullable(uri), warnings, codeVerifier);
    }

    /** The same with what each poll proves with that it is ours; null for nothing. */
    public DeviceAuthorization withCodeVerifier(@Nullable Secret verifier) {
        return with(verificationUriComplete, warnings, Optional.ofNullable(verifier));
    }

    /** The same with one more thing that was odd. */
    public DeviceAuthorization withWarning(DisplayText warning) {
        List<DisplayText> all = new ArrayList<>(warnings);
        all.add(warning);
        return with(verificationUriComplete, all, codeVerifier);
    }

    private DeviceAuthorization with(
            Optional<String> complete, List<DisplayText> allWarnings, Optional<Secret> verifier) {
        return new DeviceAuthorization(
                deviceCode, userCode, verificationUri, complete, expiresIn, interval, allWarnings, verifier);
    }
}

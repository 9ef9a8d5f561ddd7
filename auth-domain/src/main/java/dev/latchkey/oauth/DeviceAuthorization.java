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
 * The reply of the device authorization endpoint (RFC 8628 §3.2). Its texts come from the server and are not safe to display.
 *
 * @param deviceCode the code to poll with
 * @param userCode the code that the person enters
 * @param verificationUri where to enter it
 * @param verificationUriComplete the URI that includes the code, if the server offers one
 * @param expiresIn the lifetime of both codes, from when the reply was received
 * @param interval the minimum time between two polls
 * @param warnings what was unusual, but usable
 * @param codeVerifier proves in each poll that it comes from the client that requested the code (RFC 7636 §4.1)
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

    /** A reply with only what a login needs. */
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

    /** This reply with a URI that includes the code; null for none. */
    public DeviceAuthorization withVerificationUriComplete(@Nullable String uri) {
        return with(Optional.ofNullable(uri), warnings, codeVerifier);
    }

    /** This reply with a code verifier; null for none. */
    public DeviceAuthorization withCodeVerifier(@Nullable Secret verifier) {
        return with(verificationUriComplete, warnings, Optional.ofNullable(verifier));
    }

    /** This reply with an additional warning. */
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

package dev.latchkey.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to log in: where to go and what to type there (RFC 8628 §3.3). The texts are already safe to show.
 *
 * @param userCode the code to type and to compare with the one in the browser
 * @param verificationUri where to type it, for reading
 * @param browserUri the same, for opening in a browser or showing as a link: with the code in it where the server offers
 *     that; empty where the URI is neither {@code https} nor {@code http} to this machine
 * @param verificationUriComplete the URI with the code in it, for reading, where the server offers one
 * @param expiresAt when the code expires
 * @param expiresIn how long the code is valid from when it was issued; a page that is shown later counts down to {@code expiresAt}
 * @param interval how long to wait between two polls
 */
public record DeviceCodePrompt(
        DisplayText userCode,
        DisplayText verificationUri,
        Optional<URI> browserUri,
        Optional<DisplayText> verificationUriComplete,
        Instant expiresAt,
        Duration expiresIn,
        Duration interval) {
    public DeviceCodePrompt {
        Objects.requireNonNull(userCode, "userCode");
        Objects.requireNonNull(verificationUri, "verificationUri");
        Objects.requireNonNull(browserUri, "browserUri");
        Objects.requireNonNull(verificationUriComplete, "verificationUriComplete");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(expiresIn, "expiresIn");
        Objects.requireNonNull(interval, "interval");
    }

    /** Of a server that offers no URI to open and none with the code in it. */
    public static DeviceCodePrompt of(
            DisplayText userCode,
            DisplayText verificationUri,
            Instant expiresAt,
            Duration expiresIn,
            Duration interval) {
        return new DeviceCodePrompt(
                userCode, verificationUri, Optional.empty(), Optional.empty(), expiresAt, expiresIn, interval);
    }

    /** The same with a URI to open; null for none. */
    public DeviceCodePrompt withBrowserUri(@Nullable URI uri) {
        return new DeviceCodePrompt(
                userCode,
                verificationUri,
                Optional.ofNullable(uri),
                verificationUriComplete,
                expiresAt,
                expiresIn,
                interval);
    }

    /** The same with a URI that has the code in it; null for none. */
    public DeviceCodePrompt withVerificationUriComplete(@Nullable DisplayText uri) {
        return new DeviceCodePrompt(
                userCode, verificationUri, browserUri, Optional.ofNullable(uri), expiresAt, expiresIn, interval);
    }
}

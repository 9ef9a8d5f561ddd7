package dev.latchkey.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to log in: a URL and a code to enter there (RFC 8628 §3.3). The texts are safe to display.
 *
 * @param userCode the code to enter and to compare with the one in the browser
 * @param verificationUri where to enter it, for display
 * @param browserUri the URI to open in a browser or to show as a link, including the code if the server supports that; empty if the URI is
 *     neither {@code https} nor {@code http} to this machine
 * @param verificationUriComplete the URI that includes the code, for display, if the server offers one
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

    /** Creates a prompt without a URI to open and without one that includes the code. */
    public static DeviceCodePrompt of(
            DisplayText userCode,
            DisplayText verificationUri,
            Instant expiresAt,
            Duration expiresIn,
            Duration interval) {
        return new DeviceCodePrompt(
                userCode, verificationUri, Optional.empty(), Optional.empty(), expiresAt, expiresIn, interval);
    }

    /** This prompt with a URI to open; null for none. */
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

    /** This prompt with a URI that includes the code; null for none. */
    public DeviceCodePrompt withVerificationUriComplete(@Nullable DisplayText uri) {
        return new DeviceCodePrompt(
                userCode, verificationUri, browserUri, Optional.ofNullable(uri), expiresAt, expiresIn, interval);
    }
}

package dev.latchkey.model;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person needs to log in: where to go and what to type there (RFC 8628 §3.3). The texts are already safe to show.
 *
 * @param userCode the code to type and to compare with the one in the browser
 * @param verificationUri where to type it, for reading
 * @param browserUri the same, for opening in a browser or showing as a link: with the code in it where the server offers
 *     that; empty where the URI is neither {@code https} nor {@code http} to this machine
 * @param verificationUriComplete the URI with the code in it, for reading, where the server offers one
 * @param expiresAtMillis when the code expires, in milliseconds since the epoch
 * @param expiresIn how long the code is valid from now
 * @param interval how long to wait between two polls
 */
public record DeviceCodePrompt(
        DisplayText userCode,
        DisplayText verificationUri,
        Optional<URI> browserUri,
        Optional<DisplayText> verificationUriComplete,
        long expiresAtMillis,
        Duration expiresIn,
        Duration interval) {
    public DeviceCodePrompt {
        Objects.requireNonNull(userCode, "userCode");
        Objects.requireNonNull(verificationUri, "verificationUri");
        Objects.requireNonNull(browserUri, "browserUri");
        Objects.requireNonNull(verificationUriComplete, "verificationUriComplete");
        Objects.requireNonNull(expiresIn, "expiresIn");
        Objects.requireNonNull(interval, "interval");
    }
}

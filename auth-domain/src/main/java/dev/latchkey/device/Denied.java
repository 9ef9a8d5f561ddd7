package dev.latchkey.device;

import dev.latchkey.oauth.OAuthError;

/**
 * The person said no. Final.
 *
 * @param error what the server said
 */
public record Denied(OAuthError error) implements DeviceFlow {}

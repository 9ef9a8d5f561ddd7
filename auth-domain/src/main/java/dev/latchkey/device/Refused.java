package dev.latchkey.device;

import dev.latchkey.oauth.OAuthError;

/**
 * The server refused for good. Final.
 *
 * @param error what the server said
 */
public record Refused(OAuthError error) implements DeviceFlow {}

package dev.latchkey.device;

import dev.latchkey.oauth.OAuthError;

/**
 * The server refused permanently. Final.
 *
 * @param error the server's error
 */
public record Refused(OAuthError error) implements DeviceFlow {}

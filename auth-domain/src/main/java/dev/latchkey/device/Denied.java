package dev.latchkey.device;

import dev.latchkey.oauth.OAuthError;

/**
 * The person denied the login. Final.
 *
 * @param error the server's error
 */
public record Denied(OAuthError error) implements DeviceFlow {}

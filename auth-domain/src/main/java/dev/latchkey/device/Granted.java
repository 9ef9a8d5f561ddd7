package dev.latchkey.device;

import dev.latchkey.oauth.TokenReply;

/**
 * The person approved the login. Final.
 *
 * @param reply the tokens
 */
public record Granted(TokenReply reply) implements DeviceFlow {}

package dev.latchkey.device;

import dev.latchkey.oauth.TokenReply;

/**
 * The person approved, and here are the tokens. Final.
 *
 * @param reply the tokens
 */
public record Granted(TokenReply reply) implements DeviceFlow {}

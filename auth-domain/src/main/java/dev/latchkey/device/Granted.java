package dev.latchkey.device;

import dev.latchkey.oauth.GrantedTokens;

/**
 * The person approved the login. Final.
 *
 * @param reply the tokens
 */
public record Granted(GrantedTokens reply) implements DeviceFlow {}

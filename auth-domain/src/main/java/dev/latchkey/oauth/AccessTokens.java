package dev.latchkey.oauth;

import dev.latchkey.model.Secret;

/** What an access token may consist of. */
public final class AccessTokens {
    private AccessTokens() {}

    /**
     * Whether it is one or more visible ASCII characters or spaces (RFC 6749 A.12, {@code 1*VSCHAR}). Anything else in a header, a
     * script's line or a terminal is more than a token: a line break begins another header.
     */
    public static boolean isFit(Secret token) {
        String text = token.reveal();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}

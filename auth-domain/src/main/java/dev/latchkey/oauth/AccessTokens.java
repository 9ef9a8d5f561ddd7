package dev.latchkey.oauth;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
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

    /**
     * The token as it is, for a last look before it is sent or printed: its document may have been changed after it was stored.
     *
     * @param location where it is stored, for a person
     * @throws StorageException if it is {@linkplain #isFit none}
     */
    public static Secret checked(Secret token, String location) {
        if (!isFit(token)) {
            throw new StorageException(
                    Reason.CORRUPT,
                    location,
                    "The access token stored at " + location + " contains characters that no access token may contain,"
                            + " such as a line break. It was not used. Log in again.",
                    null);
        }
        return token;
    }
}

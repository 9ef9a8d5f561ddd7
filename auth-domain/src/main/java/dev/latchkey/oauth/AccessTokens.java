package dev.latchkey.oauth;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;

/** The characters that an access token may contain. */
public final class AccessTokens {
    private AccessTokens() {}

    /**
     * Whether it consists of one or more visible ASCII characters or spaces (RFC 6749 A.12, {@code 1*VSCHAR}). Other characters could do
     * harm in a header, a script or a terminal; a line break, for example, starts another header.
     */
    public static boolean isWellFormed(Secret token) {
        String text = token.reveal();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /**
     * Returns the token unchanged, after checking it right before it is sent or printed: its document may have been changed after it was
     * stored.
     *
     * @param location where it is stored, for display
     * @throws StorageException if it is not {@linkplain #isWellFormed a valid token}
     */
    public static Secret checked(Secret token, String location) {
        if (!isWellFormed(token)) {
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

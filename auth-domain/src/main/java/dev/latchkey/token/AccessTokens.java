package dev.latchkey.token;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;

/** The syntax of access tokens (RFC 6749 §A.12). */
public final class AccessTokens {
    private AccessTokens() {}

    /** Whether this may be sent or printed as an access token: 1*VSCHAR (RFC 6749 §A.12), thus in one line and without escapes. */
    public static boolean isWellFormed(Secret token) {
        String text = token.reveal();
        // Without a stream, since every start of a command line that prints a token looks.
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
     * @throws StorageException if it is not {@linkplain #isWellFormed well formed}
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

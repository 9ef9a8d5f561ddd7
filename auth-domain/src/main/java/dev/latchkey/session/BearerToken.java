package dev.latchkey.session;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;

/**
 * An access token, and which one it is.
 *
 * @param token the access token
 * @param generation counts the access tokens that this process has had; a refusal names the one that was refused
 */
public record BearerToken(Secret token, long generation) {
    /** Whether this may be sent or printed as an access token: 1*VSCHAR (RFC 6749 §A.12), thus in one line and without escapes. */
    public static boolean isWellFormed(Secret token) {
        return !token.isEmpty() && token.reveal().chars().allMatch(c -> c >= ' ' && c <= '~');
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

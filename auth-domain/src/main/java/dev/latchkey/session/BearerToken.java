package dev.latchkey.session;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.AccessTokens;

/**
 * An access token, and which one it is.
 *
 * @param token the access token
 * @param generation counts the access tokens that this process has had; a refusal names the one that was refused
 */
public record BearerToken(Secret token, long generation) {
    /**
     * The token as it is, for a last look before it is sent or printed: its document may have been changed after it was stored.
     *
     * @param location where it is stored, for a person
     * @throws StorageException if it is no {@linkplain AccessTokens#isFit access token}
     */
    public static Secret checked(Secret token, String location) {
        if (!AccessTokens.isFit(token)) {
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

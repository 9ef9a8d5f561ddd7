package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A success of the token endpoint (RFC 6749 §5.1).
 *
 * @param accessToken the access token
 * @param tokenType how to use it: {@code Bearer}, in whatever case the server wrote it
 * @param expiresIn how long the access token lives from when the reply arrived, or null where the server does not say
 * @param refreshToken the refresh token, or null: then an old one stays valid
 * @param idToken the ID token, or null
 * @param scope the scopes granted, divided by spaces, empty where none were; or null where the server does not say, which means those
 *     asked for, or says it in a way that cannot be read, of which there is a warning
 * @param serverTimeMillis what the server's clock says, in milliseconds since the epoch, or null
 * @param warnings what was odd and survived
 */
public record TokenReply(
        Secret accessToken,
        String tokenType,
        @Nullable Duration expiresIn,
        @Nullable Secret refreshToken,
        @Nullable Secret idToken,
        @Nullable String scope,
        @Nullable Long serverTimeMillis,
        List<DisplayText> warnings) {
    public TokenReply {
        Objects.requireNonNull(accessToken, "accessToken");
        Objects.requireNonNull(tokenType, "tokenType");
        warnings = List.copyOf(warnings);
    }
}

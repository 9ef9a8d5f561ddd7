package dev.latchkey.session;

import dev.latchkey.oauth.Revocation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a logout did.
 *
 * @param wasLoggedIn whether there was a session
 * @param revoked what the server said, or null where it was not asked
 */
public record LogoutResult(boolean wasLoggedIn, @Nullable Revocation revoked) {
    /** What the server said, where it was asked. */
    public Optional<Revocation> revocation() {
        return Optional.ofNullable(revoked);
    }
}

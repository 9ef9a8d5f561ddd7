package dev.latchkey.session;

import dev.latchkey.oauth.Revocation;
import java.util.Optional;

/**
 * What a logout did.
 *
 * @param wasLoggedIn whether there was a session
 * @param revocation what the server said, where it was asked
 */
public record LogoutResult(boolean wasLoggedIn, Optional<Revocation> revocation) {}

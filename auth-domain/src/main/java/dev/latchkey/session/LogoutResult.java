package dev.latchkey.session;

import dev.latchkey.oauth.Revocation;
import java.util.Optional;

/**
 * The result of a logout.
 *
 * @param wasLoggedIn whether there was a session
 * @param revocation the result of the revocation, if the server was contacted
 */
public record LogoutResult(boolean wasLoggedIn, Optional<Revocation> revocation) {}

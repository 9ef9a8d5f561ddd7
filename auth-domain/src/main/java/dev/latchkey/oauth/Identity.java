package dev.latchkey.oauth;

import java.util.Optional;

/**
 * The user of a token, according to its server. Not safe to display.
 *
 * @param subject the server's identifier of the user ({@code sub}, OpenID Connect Core §5.3.2), if it has one
 * @param username the user's name there
 */
public record Identity(Optional<String> subject, Optional<String> username) {
    /** Contains no data, because a user's identity does not belong in a log. */
    @Override
    public String toString() {
        return "Identity[redacted]";
    }
}

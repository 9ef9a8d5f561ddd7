package dev.latchkey.oauth;

import java.util.Optional;

/**
 * Who a token belongs to, by its server's own word; not yet safe to show.
 *
 * @param subject the server's identifier of the person ({@code sub}, OpenID Connect Core §5.3.2), where it has one
 * @param username what the person is called there
 */
public record Identity(Optional<String> subject, Optional<String> username) {
    /** Shows nothing: who somebody is, is nobody's business in a log. */
    @Override
    public String toString() {
        return "Identity[redacted]";
    }
}

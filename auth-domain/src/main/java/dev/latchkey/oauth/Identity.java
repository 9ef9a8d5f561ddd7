package dev.latchkey.oauth;

import org.jspecify.annotations.Nullable;

/**
 * Who a token belongs to, by its server's own word; not yet safe to show.
 *
 * @param subject the server's identifier of the person ({@code sub}, OpenID Connect Core §5.3.2), or null where it has none
 * @param username what the person is called there, or null
 */
public record Identity(@Nullable String subject, @Nullable String username) {
    /** Shows nothing: who somebody is, is nobody's business in a log. */
    @Override
    public String toString() {
        return "Identity[redacted]";
    }
}

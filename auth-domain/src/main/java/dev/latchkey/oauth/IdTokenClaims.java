package dev.latchkey.oauth;

import dev.latchkey.oauth.internal.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an ID token (OpenID Connect Core §2).
 *
 * @param issuer {@code iss}
 * @param subject {@code sub}
 * @param audience {@code aud}, always as a list
 * @param all all claims, unchanged
 */
public record IdTokenClaims(String issuer, String subject, List<String> audience, Map<String, Object> all) {
    public IdTokenClaims {
        audience = List.copyOf(audience);
    }

    /** A claim that is a non-empty string. */
    public Optional<String> text(String claim) {
        return new Fields(all).text(claim);
    }

    /** The first of these claims that is a non-empty string. */
    public Optional<String> firstText(List<String> claims) {
        return new Fields(all).firstText(claims);
    }

    /** The session at the server, if the claims name one ({@code sid}, OpenID Connect Front-Channel Logout §3). */
    public Optional<String> sessionAtServer() {
        return text("sid");
    }

    /** Whether both have the same user, issuer and client (OpenID Connect Core §12.2). */
    public boolean sameIdentityAs(@Nullable IdTokenClaims other) {
        return other != null
                && issuer.equals(other.issuer)
                && subject.equals(other.subject)
                && Set.copyOf(audience).equals(Set.copyOf(other.audience));
    }

    /** Contains no data, because a user's identity does not belong in a log. */
    @Override
    public String toString() {
        return "IdTokenClaims[redacted]";
    }
}

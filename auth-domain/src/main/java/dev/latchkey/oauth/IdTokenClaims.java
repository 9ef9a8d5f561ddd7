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
 * @param all every claim, as it came
 */
public record IdTokenClaims(String issuer, String subject, List<String> audience, Map<String, Object> all) {
    public IdTokenClaims {
        audience = List.copyOf(audience);
    }

    /** A claim that is a string and not empty. */
    public Optional<String> text(String claim) {
        return new Fields(all).text(claim);
    }

    /** The first of the claims that is a string and not empty. */
    public Optional<String> firstText(List<String> claims) {
        return new Fields(all).firstText(claims);
    }

    /** The session at the server, where it names one ({@code sid}, OpenID Connect Front-Channel Logout §3). */
    public Optional<String> sessionAtServer() {
        return text("sid");
    }

    /** Whether both speak of the same person at the same issuer for the same client (OpenID Connect Core §12.2). */
    public boolean sameIdentityAs(@Nullable IdTokenClaims other) {
        return other != null
                && issuer.equals(other.issuer)
                && subject.equals(other.subject)
                && Set.copyOf(audience).equals(Set.copyOf(other.audience));
    }

    /** Shows nothing: who somebody is, is nobody's business in a log. */
    @Override
    public String toString() {
        return "IdTokenClaims[redacted]";
    }
}

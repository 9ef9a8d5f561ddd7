package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.internal.Fields;
import dev.latchkey.port.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Accepts an ID token that came directly from the token endpoint over TLS without checking its signature, as OpenID Connect Core §3.1.3.7
 * item 6 allows. Its claims are still checked. The name says what is trusted.
 */
public final class TrustTokenEndpointTls implements IdTokenVerifier {
    private static final double LEEWAY_SECONDS = Duration.ofMinutes(5).toSeconds();

    private final Json json;

    public TrustTokenEndpointTls(Json json) {
        this.json = Objects.requireNonNull(json, "json");
    }

    @Override
    public IdTokenClaims verify(Secret idToken, OAuthProvider provider, Instant serverTime) throws IdTokenException {
        IdTokenClaims claims = IdTokenClaims.read(idToken, json);
        checkIssuer(claims, provider);
        checkAudience(claims, provider.clientId());
        checkTimes(new Fields(claims.all()), serverTime.toEpochMilli() / 1000.0);
        return claims;
    }

    private static void checkIssuer(IdTokenClaims claims, OAuthProvider provider) throws IdTokenException {
        Optional<String> issuer = provider.issuer();
        if (issuer.isPresent() && !Issuers.hasIssued(issuer.get(), claims)) {
            throw new IdTokenException("its iss is not the provider's issuer");
        }
    }

    /** OpenID Connect Core §3.1.3.7 items 3 to 5. */
    private static void checkAudience(IdTokenClaims claims, String clientId) throws IdTokenException {
        List<String> audience = claims.audience();
        if (!audience.contains(clientId)) {
            throw new IdTokenException("its aud is not this client");
        }
        Optional<String> authorizedParty = claims.text("azp");
        if (audience.size() > 1 && authorizedParty.isEmpty()) {
            throw new IdTokenException("it has several aud and no azp");
        }
        if (authorizedParty.isPresent() && !authorizedParty.get().equals(clientId)) {
            throw new IdTokenException("its azp is not this client");
        }
    }

    private static void checkTimes(Fields claims, double now) throws IdTokenException {
        OptionalDouble expires = claims.number("exp");
        OptionalDouble issued = claims.number("iat");
        if (expires.isEmpty() || issued.isEmpty()) {
            throw new IdTokenException("it has no exp or no iat");
        }
        if (expires.getAsDouble() + LEEWAY_SECONDS < now) {
            throw new IdTokenException("it has expired, by this machine's clock");
        }
        if (issued.getAsDouble() - LEEWAY_SECONDS > now) {
            throw new IdTokenException("it was issued in the future, by this machine's clock");
        }
    }
}

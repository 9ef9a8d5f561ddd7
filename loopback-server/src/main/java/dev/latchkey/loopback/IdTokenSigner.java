package dev.latchkey.loopback;

import dev.latchkey.port.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates ID tokens (OpenID Connect Core 1.0 §2), signed with RS256. */
final class IdTokenSigner {
    private static final Duration LIFE = Duration.ofHours(10);

    private final Json json;
    private final LoopbackClock clock;
    private final Faults faults;
    private final String issuer;
    private final @Nullable String usernameClaim;

    IdTokenSigner(Json json, LoopbackClock clock, Faults faults, String issuer, @Nullable String usernameClaim) {
        this.json = json;
        this.clock = clock;
        this.faults = faults;
        this.issuer = issuer;
        this.usernameClaim = usernameClaim;
    }

    String sign(Grant grant) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        header.put("kid", SigningKey.ID);
        String signed = encode(header) + "." + encode(faults.changedClaims(claims(grant)));
        return signed + "." + SigningKey.get().sign(signed);
    }

    /** The claims about the person (OpenID Connect Core 1.0 §5.1). */
    Map<String, Object> aboutThePerson(Grant grant) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", grant.subject());
        claims.put("preferred_username", grant.username());
        claims.put("email", grant.email());
        if (usernameClaim != null) {
            claims.put(usernameClaim, grant.username());
        }
        return claims;
    }

    private Map<String, Object> claims(Grant grant) {
        Instant now = clock.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", grant.clientId());
        claims.put("azp", grant.clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        claims.put("auth_time", grant.authTime().getEpochSecond());
        claims.putAll(aboutThePerson(grant));
        return claims;
    }

    private String encode(Map<String, Object> object) {
        byte[] text = json.write(object).reveal().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }
}

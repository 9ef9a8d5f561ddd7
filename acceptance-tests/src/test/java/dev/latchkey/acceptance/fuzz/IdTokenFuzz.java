package dev.latchkey.acceptance.fuzz;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** ID tokens, both as a whole and as claims in a well-formed token, which the fuzzer would hardly find. */
public final class IdTokenFuzz {
    private static final OAuthProvider PROVIDER =
            OAuthProvider.discovered("https://auth.example", "client").build();

    private IdTokenFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        verify(new String(input, StandardCharsets.UTF_8));
        verify("eyJhbGciOiJSUzI1NiJ9." + Base64.getUrlEncoder().withoutPadding().encodeToString(input) + ".c2ln");
    }

    private static void verify(String idToken) {
        try {
            IdTokenClaims claims = new TrustTokenEndpointTls(FuzzedServer.JSON)
                    .verify(Secret.of(idToken), PROVIDER, Instant.ofEpochMilli(1_772_366_400_000L));
            FuzzedServer.check(claims.issuer().equals("https://auth.example"), "another issuer");
            FuzzedServer.check(claims.audience().contains("client"), "another audience");
        } catch (IdTokenException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
        }
    }
}

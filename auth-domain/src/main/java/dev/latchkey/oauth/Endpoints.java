package dev.latchkey.oauth;

import dev.latchkey.model.Origin;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an authorization server listens. Every endpoint is HTTPS, or HTTP to this machine.
 *
 * @param token the token endpoint (RFC 6749 §3.2)
 * @param deviceAuthorization the device authorization endpoint (RFC 8628 §3.1), or null where there is none
 * @param revocation the revocation endpoint (RFC 7009), or null
 * @param userinfo the userinfo endpoint (OpenID Connect Core §5.3), or null
 * @param jwks where the issuer's keys are, or null
 */
public record Endpoints(
        URI token,
        @Nullable URI deviceAuthorization,
        @Nullable URI revocation,
        @Nullable URI userinfo,
        @Nullable URI jwks) {
    public Endpoints {
        Objects.requireNonNull(token, "token");
        checkProtected(token, "token endpoint");
        checkProtected(deviceAuthorization, "device authorization endpoint");
        checkProtected(revocation, "revocation endpoint");
        checkProtected(userinfo, "userinfo endpoint");
        checkProtected(jwks, "JWKS URI");
    }

    /** A server of which only the two endpoints that a login needs are known. */
    public static Endpoints of(URI deviceAuthorization, URI token) {
        return new Endpoints(token, deviceAuthorization, null, null, null);
    }

    static void checkProtected(@Nullable URI uri, String what) {
        if (uri == null) {
            return;
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("the " + what + " must have neither user information nor a fragment");
        }
        if (Origin.findProtected(uri).isEmpty()) {
            throw new IllegalArgumentException(
                    "the " + what + " must be an https URL, or http to this machine: " + Uris.shown(uri));
        }
    }
}

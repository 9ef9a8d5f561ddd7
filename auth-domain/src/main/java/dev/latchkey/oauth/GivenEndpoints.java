package dev.latchkey.oauth;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints that go before those of a server's metadata, or that its metadata lacks. The token endpoint is never among them: with
 * it given, nothing is discovered.
 *
 * @param deviceAuthorization the device authorization endpoint (RFC 8628 §3.1), or null for the metadata's
 * @param revocation the revocation endpoint (RFC 7009), or null for the metadata's
 * @param userinfo where the server says who a token belongs to, or null for the metadata's
 * @param jwks where the issuer's keys are, or null for the metadata's
 */
public record GivenEndpoints(
        @Nullable URI deviceAuthorization,
        @Nullable URI revocation,
        @Nullable URI userinfo,
        @Nullable URI jwks) {
    /** None: all are the metadata's. */
    public static final GivenEndpoints NONE = new GivenEndpoints(null, null, null, null);

    public GivenEndpoints {
        Endpoints.checkProtected(deviceAuthorization, "device authorization endpoint");
        Endpoints.checkProtected(revocation, "revocation endpoint");
        Endpoints.checkProtected(userinfo, "userinfo endpoint");
        Endpoints.checkProtected(jwks, "JWKS URI");
    }

    /** What the metadata names, with these in place of its own. */
    Endpoints over(Endpoints discovered) {
        return new Endpoints(
                discovered.token(),
                deviceAuthorization == null ? discovered.deviceAuthorization() : deviceAuthorization,
                revocation == null ? discovered.revocation() : revocation,
                userinfo == null ? discovered.userinfo() : userinfo,
                jwks == null ? discovered.jwks() : jwks);
    }
}

package dev.latchkey.oauth;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints that take precedence over those of a server's metadata, or that it lacks. Never includes the token endpoint: if that is given,
 * nothing is discovered.
 *
 * @param deviceAuthorization the device authorization endpoint (RFC 8628 §3.1), if not the metadata's
 * @param revocation the revocation endpoint (RFC 7009), if not the metadata's
 * @param userinfo the endpoint that identifies a token's user, if not the metadata's
 * @param jwks the URL of the issuer's keys, if not the metadata's
 */
public record GivenEndpoints(
        Optional<URI> deviceAuthorization, Optional<URI> revocation, Optional<URI> userinfo, Optional<URI> jwks) {
    /** No given endpoints: all are the metadata's. */
    public static final GivenEndpoints NONE = of(null, null, null, null);

    public GivenEndpoints {
        Endpoints.checkProtected(deviceAuthorization.orElse(null), "device authorization endpoint");
        Endpoints.checkProtected(revocation.orElse(null), "revocation endpoint");
        Endpoints.checkProtected(userinfo.orElse(null), "userinfo endpoint");
        Endpoints.checkProtected(jwks.orElse(null), "JWKS URI");
    }

    /** Creates endpoints; null for the metadata's. */
    public static GivenEndpoints of(
            @Nullable URI deviceAuthorization, @Nullable URI revocation, @Nullable URI userinfo, @Nullable URI jwks) {
        return new GivenEndpoints(
                Optional.ofNullable(deviceAuthorization),
                Optional.ofNullable(revocation),
                Optional.ofNullable(userinfo),
                Optional.ofNullable(jwks));
    }

    /** The discovered endpoints, with these in place of the server's own. */
    Endpoints over(Endpoints discovered) {
        return new Endpoints(
                discovered.token(),
                first(deviceAuthorization, discovered.deviceAuthorization()),
                first(revocation, discovered.revocation()),
                first(userinfo, discovered.userinfo()),
                first(jwks, discovered.jwks()));
    }

    private static Optional<URI> first(Optional<URI> given, Optional<URI> discovered) {
        return given.isPresent() ? given : discovered;
    }
}

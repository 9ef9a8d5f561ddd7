package dev.latchkey.oauth;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints that go before those of a server's metadata, or that its metadata lacks. The token endpoint is never among them: with
 * it given, nothing is discovered.
 *
 * @param deviceAuthorization the device authorization endpoint (RFC 8628 §3.1), where it is not the metadata's
 * @param revocation the revocation endpoint (RFC 7009), where it is not the metadata's
 * @param userinfo where the server says who a token belongs to, where it is not the metadata's
 * @param jwks where the issuer's keys are, where that is not the metadata's
 */
public record GivenEndpoints(
        Optional<URI> deviceAuthorization, Optional<URI> revocation, Optional<URI> userinfo, Optional<URI> jwks) {
    /** None: all are the metadata's. */
    public static final GivenEndpoints NONE = of(null, null, null, null);

    public GivenEndpoints {
        Endpoints.checkProtected(deviceAuthorization.orElse(null), "device authorization endpoint");
        Endpoints.checkProtected(revocation.orElse(null), "revocation endpoint");
        Endpoints.checkProtected(userinfo.orElse(null), "userinfo endpoint");
        Endpoints.checkProtected(jwks.orElse(null), "JWKS URI");
    }

    /** These; null for the metadata's. */
    public static GivenEndpoints of(
            @Nullable URI deviceAuthorization, @Nullable URI revocation, @Nullable URI userinfo, @Nullable URI jwks) {
        return new GivenEndpoints(
                Optional.ofNullable(deviceAuthorization),
                Optional.ofNullable(revocation),
                Optional.ofNullable(userinfo),
                Optional.ofNullable(jwks));
    }

    /** What the metadata names, with these in place of its own. */
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

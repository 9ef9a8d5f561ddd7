package dev.latchkey.oauth;

import dev.latchkey.model.Origin;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of an authorization server. Each uses HTTPS, or HTTP to this machine.
 *
 * @param token the token endpoint (RFC 6749 §3.2)
 * @param deviceAuthorization the device authorization endpoint (RFC 8628 §3.1)
 * @param revocation the revocation endpoint (RFC 7009)
 * @param userinfo the userinfo endpoint (OpenID Connect Core §5.3)
 * @param jwks the URL of the issuer's keys
 */
public record Endpoints(
        URI token,
        Optional<URI> deviceAuthorization,
        Optional<URI> revocation,
        Optional<URI> userinfo,
        Optional<URI> jwks) {
    public Endpoints {
        Objects.requireNonNull(token, "token");
        checkProtected(token, "token endpoint");
        checkProtected(deviceAuthorization, revocation, userinfo, jwks);
    }

    /** A server of which only the token endpoint is known. */
    public static Endpoints of(URI token) {
        return new Endpoints(token, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A server of which only the two endpoints for a login are known. */
    public static Endpoints of(URI deviceAuthorization, URI token) {
        return of(token).withDeviceAuthorization(deviceAuthorization);
    }

    /** These endpoints with another device authorization endpoint; null for none. */
    public Endpoints withDeviceAuthorization(@Nullable URI uri) {
        return new Endpoints(token, Optional.ofNullable(uri), revocation, userinfo, jwks);
    }

    /** These endpoints with another revocation endpoint; null for none. */
    public Endpoints withRevocation(@Nullable URI uri) {
        return new Endpoints(token, deviceAuthorization, Optional.ofNullable(uri), userinfo, jwks);
    }

    /** These endpoints with another userinfo endpoint; null for none. */
    public Endpoints withUserinfo(@Nullable URI uri) {
        return new Endpoints(token, deviceAuthorization, revocation, Optional.ofNullable(uri), jwks);
    }

    /** These endpoints with another URL of the issuer's keys; null for none. */
    public Endpoints withJwks(@Nullable URI uri) {
        return new Endpoints(token, deviceAuthorization, revocation, userinfo, Optional.ofNullable(uri));
    }

    private static void checkProtected(
            Optional<URI> deviceAuthorization, Optional<URI> revocation, Optional<URI> userinfo, Optional<URI> jwks) {
        checkProtected(deviceAuthorization.orElse(null), "device authorization endpoint");
        checkProtected(revocation.orElse(null), "revocation endpoint");
        checkProtected(userinfo.orElse(null), "userinfo endpoint");
        checkProtected(jwks.orElse(null), "JWKS URI");
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

    /**
     * Endpoints that take precedence over those of a server's metadata, or that it lacks. Never includes the token endpoint: if that is given,
     * nothing is discovered.
     *
     * @param deviceAuthorization the device authorization endpoint (RFC 8628 §3.1), if not the metadata's
     * @param revocation the revocation endpoint (RFC 7009), if not the metadata's
     * @param userinfo the endpoint that identifies a token's user, if not the metadata's
     * @param jwks the URL of the issuer's keys, if not the metadata's
     */
    public record Given(
            Optional<URI> deviceAuthorization, Optional<URI> revocation, Optional<URI> userinfo, Optional<URI> jwks) {
        /** No given endpoints: all are the metadata's. */
        public static final Given NONE = of(null, null, null, null);

        public Given {
            checkProtected(deviceAuthorization, revocation, userinfo, jwks);
        }

        /** Creates endpoints; null for the metadata's. */
        public static Given of(
                @Nullable URI deviceAuthorization,
                @Nullable URI revocation,
                @Nullable URI userinfo,
                @Nullable URI jwks) {
            return new Given(
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
}

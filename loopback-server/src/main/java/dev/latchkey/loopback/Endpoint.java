package dev.latchkey.loopback;

import java.util.List;

/** The server's endpoints. If there are several paths, the metadata contains the first. */
public enum Endpoint {
    /** Metadata (RFC 8414, OpenID Connect Discovery 1.0). */
    DISCOVERY("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"),
    /** The keys that sign ID tokens (RFC 7517). */
    JWKS("/jwks", "/.well-known/jwks.json"),
    /** Issues device codes (RFC 8628 §3.1); the second path is Auth0's. */
    DEVICE_AUTHORIZATION("/device/code", "/oauth/device/code"),
    /** The page where a person enters the code (RFC 8628 §3.3). */
    VERIFICATION("/device"),
    /** Issues tokens (RFC 6749 §3.2); the second path is Auth0's. */
    TOKEN("/token", "/oauth/token"),
    /** Revokes tokens (RFC 7009); the second path is Auth0's. */
    REVOCATION("/revoke", "/oauth/revoke"),
    /** Claims about the person (OpenID Connect Core 1.0 §5.3). */
    USERINFO("/userinfo"),
    /** A protected resource: everything below {@code /api/}. */
    API("/api/"),
    /** Every other path; responds with 404. */
    OTHER("/");

    private final List<String> paths;

    Endpoint(String... paths) {
        this.paths = List.of(paths);
    }

    /** The path in the metadata. */
    public String path() {
        return paths.get(0);
    }

    /** The endpoint that a path belongs to. */
    static Endpoint of(String path) {
        if (path.startsWith(API.path())) {
            return API;
        }
        for (Endpoint endpoint : values()) {
            if (endpoint.paths.contains(path)) {
                return endpoint;
            }
        }
        return OTHER;
    }
}

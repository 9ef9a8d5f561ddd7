package dev.latchkey.bitfount;

import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Dialect;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Uris;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An installation of Bitfount. {@link BitfountEnvironment} lists four; a test creates its own.
 *
 * @param issuer the issuer of ID tokens
 * @param endpoints the authorization server's endpoints
 * @param clientId the OAuth client ID
 * @param hub the hub's base URL
 * @param accessManager the access manager's base URL
 */
public record BitfountInstallation(String issuer, Endpoints endpoints, String clientId, URI hub, URI accessManager) {
    /** The scopes to request, in the order of Bitfount's own client. */
    public static final List<String> SCOPES = List.of("profile", "openid", "offline_access");

    /** The audience, which is the same in every environment. */
    public static final String AUDIENCE = "https://hub.bitfount.com/api";

    /** The claim of the ID token that contains the username. */
    public static final String USERNAME_CLAIM = "https://www.bitfount.com/username";

    public BitfountInstallation {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(endpoints, "endpoints");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(accessManager, "accessManager");
        checkUrl(hub, "hub");
        checkUrl(accessManager, "accessManager");
    }

    /**
     * The installation whose authorization server, an Auth0 tenant, has this host.
     *
     * @throws AuthEnvironmentException if it is not a valid host
     */
    static BitfountInstallation at(String authDomain, String clientId, URI hub, URI accessManager) {
        String base = "https://" + authDomain;
        Optional<URI> uri = Uris.openable(base);
        if (uri.isEmpty() || !base.endsWith(uri.get().getRawAuthority())) {
            throw new AuthEnvironmentException("The auth domain \"" + DisplayText.clean(authDomain, 100)
                    + "\" is not a host name such as auth.bitfount.com.");
        }
        Endpoints endpoints = Endpoints.of(URI.create(base + "/oauth/token"))
                .withDeviceAuthorization(URI.create(base + "/oauth/device/code"))
                .withRevocation(URI.create(base + "/oauth/revoke"))
                .withUserinfo(URI.create(base + "/userinfo"))
                .withJwks(URI.create(base + "/.well-known/jwks.json"));
        return new BitfountInstallation(base + "/", endpoints, clientId, hub, accessManager);
    }

    /** The installation as a provider with these scopes and this audience. */
    OAuthProvider provider(List<String> scopes, String audience) {
        return OAuthProvider.explicit(endpoints, clientId)
                .name(BitfountEnvironment.PROVIDER)
                .issuer(issuer)
                .scopes(scopes)
                .audience(audience)
                .allowOrigin(hub)
                .allowOrigin(accessManager)
                .usernameClaim(USERNAME_CLAIM)
                .dialect(Dialect.builder().pkce(Dialect.Pkce.OFF).build()) // Like Bitfount's Python client.
                .build();
    }

    /** The origins that may receive API keys, and which part of them; the lesser part if hub and access manager share an origin. */
    Map<Origin, Part> apiKeyOrigins() {
        Map<Origin, Part> origins = new HashMap<>();
        origins.put(Origin.of(accessManager), Part.WHOLE);
        origins.put(Origin.of(hub), Part.BEFORE_COLON);
        return Map.copyOf(origins);
    }

    private static void checkUrl(URI url, String what) {
        if (Origin.findProtected(url).isEmpty()) {
            throw new IllegalArgumentException(what + " must be an https URL, or http to this machine");
        }
    }
}

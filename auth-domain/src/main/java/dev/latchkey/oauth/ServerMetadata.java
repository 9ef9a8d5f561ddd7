package dev.latchkey.oauth;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a server in addition to its configuration.
 *
 * @param issuer its own name, possibly with a placeholder for a tenant; null if unknown
 * @param endpoints its endpoints
 * @param scopes the scopes that it supports (RFC 8414 §2), or null if it does not say
 * @param authenticationMethods the client authentication methods of its token endpoint; empty if it does not say
 */
record ServerMetadata(
        @Nullable String issuer,
        Endpoints endpoints,
        @Nullable Set<String> scopes,
        Set<String> authenticationMethods) {
    /** The metadata of a server that is not discovered. */
    static ServerMetadata of(Endpoints endpoints) {
        return new ServerMetadata(null, endpoints, null, Set.of());
    }

    /** The default scopes that the server supports. */
    List<String> supported(List<String> usual) {
        return scopes == null ? usual : usual.stream().filter(scopes::contains).toList();
    }
}

package dev.latchkey.oauth;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a server beside what we were told.
 *
 * @param issuer what it calls itself, perhaps with a place for a tenant; null where that is not known
 * @param endpoints where it listens
 * @param scopes the scopes that it says it has (RFC 8414 §2), or null where it does not say
 * @param authenticationMethods the ways of client authentication that its token endpoint takes; empty where it does not say
 */
record ServerMetadata(
        @Nullable String issuer,
        Endpoints endpoints,
        @Nullable Set<String> scopes,
        Set<String> authenticationMethods) {
    /** Of a server of which nothing is discovered. */
    static ServerMetadata of(Endpoints endpoints) {
        return new ServerMetadata(null, endpoints, null, Set.of());
    }

    /** Of the usual scopes those that the server has. */
    List<String> supported(List<String> usual) {
        return scopes == null ? usual : usual.stream().filter(scopes::contains).toList();
    }
}

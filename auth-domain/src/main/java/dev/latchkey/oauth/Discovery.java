package dev.latchkey.oauth;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.oauth.internal.Fields;
import dev.latchkey.oauth.internal.ScopeList;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Discovers a server's endpoints from its issuer (RFC 8414 §3, OpenID Connect Discovery 1.0 §4). */
final class Discovery {
    private static final String INVALID_METADATA = "invalid_metadata";

    private final OAuthCalls calls;

    Discovery(OAuthCalls calls) {
        this.calls = calls;
    }

    /**
     * The server's metadata, with the given endpoints in place of its own. Tries both well-known forms.
     *
     * @throws ServerRefusedException if there is no metadata, or it belongs to another issuer
     * @throws UnreachableException if the server could not be reached
     */
    Metadata discover(OAuthProvider provider) {
        String issuer = provider.issuer().orElseThrow();
        URI elsewhere = provider.dialect().metadataUrl().orElse(null);
        for (URI wellKnown : elsewhere == null ? wellKnown(issuer) : List.of(elsewhere)) {
            Optional<Fields> metadata = fetch(wellKnown);
            if (metadata.isPresent()) {
                return read(metadata.get(), issuer, wellKnown, provider.givenEndpoints());
            }
        }
        throw new ServerRefusedException(
                "No metadata found for the issuer " + shown(issuer)
                        + (elsewhere == null ? "" : " at " + Uris.shown(elsewhere))
                        + ". Check the issuer's URL, or give the endpoints themselves.",
                "no_metadata",
                404);
    }

    private static String shown(String issuer) {
        return DisplayText.clean(issuer, 300);
    }

    private static List<URI> wellKnown(String issuer) {
        String trimmed = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI uri = URI.create(trimmed);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String server = trimmed.substring(0, trimmed.length() - path.length());
        return List.of(
                URI.create(trimmed + "/.well-known/openid-configuration"),
                URI.create(server + "/.well-known/oauth-authorization-server" + path));
    }

    private Optional<Fields> fetch(URI wellKnown) {
        HttpReply reply = calls.exchange(HttpCall.get(wellKnown, List.of(HttpHeader.of("Accept", "application/json"))));
        if (reply.status() >= 500 || reply.status() == 429) {
            throw new UnreachableException(
                    "The server answered " + Uris.shown(wellKnown) + " with status " + reply.status()
                            + ". Try again later.",
                    ServerClock.retryAfter(reply, Instant.ofEpochMilli(calls.nowMillis()))
                            .orElse(null),
                    null);
        }
        return reply.isSuccess() ? calls.reader().object(reply) : Optional.empty();
    }

    private static Metadata read(Fields metadata, String issuer, URI wellKnown, Endpoints.Given given) {
        String found = metadata.text("issuer").orElse("");
        // RFC 8414 §3.3: without this check, one tenant of a server could impersonate another.
        if (!Issuers.mayCallItself(issuer, found)) {
            throw anotherIssuer(found, issuer, wellKnown);
        }
        try {
            Endpoints endpoints = new Endpoints(
                    uri(metadata, "token_endpoint").orElseThrow(() -> lies("names no token_endpoint", wellKnown)),
                    uri(metadata, "device_authorization_endpoint"),
                    uri(metadata, "revocation_endpoint"),
                    uri(metadata, "userinfo_endpoint"),
                    uri(metadata, "jwks_uri"));
            checkNamed(endpoints, wellKnown);
            return new Metadata(
                    found,
                    given.over(endpoints),
                    ScopeList.of(metadata, "scopes_supported").map(Set::copyOf).orElse(null),
                    Set.copyOf(metadata.texts("token_endpoint_auth_methods_supported")));
        } catch (IllegalArgumentException e) {
            throw lies("is unusable: " + e.getMessage(), wellKnown);
        }
    }

    private static ServerRefusedException anotherIssuer(String found, String issuer, URI wellKnown) {
        String named = DisplayText.clean(found, 200);
        String message = "The metadata at " + Uris.shown(wellKnown) + " names the issuer \"" + named + "\", not "
                + shown(issuer) + ".";
        if (found.isEmpty()) {
            return new ServerRefusedException(
                    message + " Check the issuer's URL; if it is right, the server is misconfigured.",
                    INVALID_METADATA,
                    200);
        }
        return ServerRefusedException.ofAnotherIssuer(
                message + " Check the issuer's URL; if that server is meant, the issuer is \"" + named
                        + "\", and this is its metadata's URL.",
                INVALID_METADATA,
                named,
                wellKnown);
    }

    private static void checkNamed(Endpoints endpoints, URI wellKnown) {
        checkNamed(Optional.of(endpoints.token()), "token_endpoint", wellKnown);
        checkNamed(endpoints.deviceAuthorization(), "device_authorization_endpoint", wellKnown);
        checkNamed(endpoints.revocation(), "revocation_endpoint", wellKnown);
        checkNamed(endpoints.userinfo(), "userinfo_endpoint", wellKnown);
        checkNamed(endpoints.jwks(), "jwks_uri", wellKnown);
    }

    private static void checkNamed(Optional<URI> named, String what, URI wellKnown) {
        Optional<String> why = named.isPresent() ? Uris.objection(named.get(), wellKnown) : Optional.empty();
        if (why.isPresent()) {
            throw lies("names a " + what + " that " + why.get(), wellKnown);
        }
    }

    private static Optional<URI> uri(Fields metadata, String name) {
        return metadata.text(name)
                .map(text -> Uris.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("the " + name + " is not a URL")));
    }

    private static ServerRefusedException lies(String what, URI wellKnown) {
        return new ServerRefusedException(
                "The metadata at " + Uris.shown(wellKnown) + " " + what
                        + ". Check the issuer's URL; if it is right, the server is misconfigured.",
                INVALID_METADATA,
                200);
    }

    /**
     * What is known about a server in addition to its configuration.
     *
     * @param issuer its own name, possibly with a placeholder for a tenant; null if unknown
     * @param endpoints its endpoints
     * @param scopes the scopes that it supports (RFC 8414 §2), or null if it does not say
     * @param authenticationMethods the client authentication methods of its token endpoint; empty if it does not say
     */
    record Metadata(
            @Nullable String issuer,
            Endpoints endpoints,
            @Nullable Set<String> scopes,
            Set<String> authenticationMethods) {
        /** The metadata of a server that is not discovered. */
        static Metadata of(Endpoints endpoints) {
            return new Metadata(null, endpoints, null, Set.of());
        }

        /** The default scopes that the server supports. */
        List<String> supported(List<String> usual) {
            return scopes == null
                    ? usual
                    : usual.stream().filter(scopes::contains).toList();
        }
    }
}

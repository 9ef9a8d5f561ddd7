package dev.latchkey.oauth;

import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Discovery.Metadata;
import dev.latchkey.oauth.Issuers.DefaultName;
import dev.latchkey.oauth.internal.ScopeList;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server and its client, as data. Immutable; created by {@link #discovered} or {@link #explicit}.
 *
 * @param name the provider's name; part of a {@link dev.latchkey.model.SessionId}
 * @param issuer the issuer (RFC 8414 §2); if unknown, {@code iss} of an ID token is not checked; {@code {tenantid}} in it is a placeholder
 *     for the tenant in an ID token's {@code tid}
 * @param endpoints the server's endpoints; if absent, they are discovered from the issuer
 * @param givenEndpoints endpoints that take precedence over the discovered ones
 * @param clientId the {@code client_id}
 * @param clientAuthentication how the client authenticates
 * @param scopes the scopes to request, in order; an element with several scopes, separated by spaces, counts as several
 * @param usualScopes whether the scopes are the defaults; then those that the server's metadata lacks are not requested
 * @param audience the {@code audience} to request
 * @param resources the {@code resource} indicators to request (RFC 8707)
 * @param allowedOrigins the origins that may receive access tokens, in addition to the userinfo endpoint
 * @param usernameClaims the claims of an ID token or a userinfo response that may contain the username, in order of precedence
 * @param sessionEndingErrors error codes with which this server says that a refresh token is no longer valid, in addition to the standard
 *     ones; see {@link #endsSession}
 * @param dialect how the server deviates from the RFCs
 */
public record OAuthProvider(
        String name,
        Optional<String> issuer,
        Optional<Endpoints> endpoints,
        Endpoints.Given givenEndpoints,
        String clientId,
        ClientAuthentication clientAuthentication,
        List<String> scopes,
        boolean usualScopes,
        Optional<String> audience,
        List<String> resources,
        Set<Origin> allowedOrigins,
        List<String> usernameClaims,
        Set<String> sessionEndingErrors,
        Dialect dialect) {
    private static final List<String> USUAL_SCOPES = List.of("openid", "profile", "offline_access");

    /** RFC 6749 §5.2; and OpenID Connect Core §3.1.2.6, which some servers use for a refresh. */
    private static final Set<String> END_EVERY_SESSION =
            Set.of("invalid_grant", "login_required", "interaction_required", "consent_required");

    public OAuthProvider {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientAuthentication, "clientAuthentication");
        Objects.requireNonNull(givenEndpoints, "givenEndpoints");
        Objects.requireNonNull(dialect, "dialect");
        // A session's document stores them as one string, so one element with a space would be read back as two.
        scopes = ScopeList.words(scopes);
        resources = List.copyOf(resources);
        usernameClaims = List.copyOf(usernameClaims);
        allowedOrigins = Set.copyOf(allowedOrigins);
        sessionEndingErrors = Set.copyOf(sessionEndingErrors);
        if (issuer.isEmpty() && endpoints.isEmpty()) {
            throw new IllegalArgumentException("a provider needs an issuer or endpoints");
        }
        Optional<URI> poll = dialect.pollEndpoint();
        URI token = endpoints.isPresent() ? endpoints.get().token() : null;
        if (poll.isPresent() && (token == null || !Origin.of(poll.get()).equals(Origin.of(token)))) {
            throw new IllegalArgumentException("a poll endpoint needs a token endpoint at the same host");
        }
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("clientId must not be blank");
        }
        if (issuer.isPresent()) {
            boolean metadataElsewhere = dialect.metadataUrl().isPresent();
            Issuers.check(issuer.get(), metadataElsewhere);
            if (Issuers.isTemplate(issuer.get()) && token == null && !metadataElsewhere) {
                throw new IllegalArgumentException("an issuer with a place for a tenant needs the URL of its metadata");
            }
        }
    }

    /**
     * Starts a provider whose endpoints are discovered from its issuer (RFC 8414, OpenID Connect Discovery).
     *
     * @param issuer the issuer, or the URL of its metadata
     */
    public static Builder discovered(String issuer, String clientId) {
        return new Builder(issuer, null, clientId);
    }

    /** Starts a provider whose endpoints are given. */
    public static Builder explicit(Endpoints endpoints, String clientId) {
        return new Builder(null, endpoints, clientId);
    }

    /** The host that a session document calls {@code auth_domain}: the issuer's, else its metadata's, else the token endpoint's. */
    public String authDomain() {
        URI uri = server();
        String host = Objects.requireNonNull(uri.getHost());
        return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    }

    /** A URL of the server: its issuer, else its metadata, else its token endpoint, with a name in place of the tenant. */
    public URI server() {
        if (issuer.isEmpty()) {
            return endpoints.orElseThrow().token();
        }
        Optional<URI> uri = Issuers.uri(issuer.get());
        return uri.isPresent() && Origin.findProtected(uri.get()).isPresent()
                ? uri.get()
                : dialect.metadataUrl().orElseThrow();
    }

    /** The scopes as one space-separated string, as in a form. */
    public String scope() {
        return String.join(" ", scopes);
    }

    /** Whether this error of a refresh means that the session has ended and a person must log in again. */
    public boolean endsSession(String errorCode) {
        return END_EVERY_SESSION.contains(errorCode) || sessionEndingErrors.contains(errorCode);
    }

    /** This provider as its server describes it: with its own name, and only those default scopes that it supports. */
    OAuthProvider describedBy(Metadata metadata) {
        Builder builder = toBuilder();
        builder.endpoints = metadata.endpoints();
        if (metadata.issuer() != null) {
            builder.issuer(metadata.issuer());
        }
        return usualScopes ? builder.scopes(metadata.supported(scopes)).build() : builder.build();
    }

    /** Starts another provider with the values of this one. */
    public Builder toBuilder() {
        Builder builder = new Builder(issuer.orElse(null), endpoints.orElse(null), clientId)
                .name(name)
                .givenEndpoints(givenEndpoints)
                .clientAuthentication(clientAuthentication)
                .audience(audience.orElse(null))
                .resources(resources)
                .usernameClaims(usernameClaims)
                .sessionEndingErrors(sessionEndingErrors)
                .dialect(dialect);
        builder.scopes = usualScopes ? null : scopes;
        builder.allowedOrigins.addAll(allowedOrigins);
        return builder;
    }

    /** Collects optional values. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String name;
        private @Nullable String issuer;
        private @Nullable Endpoints endpoints;
        private Endpoints.Given givenEndpoints = Endpoints.Given.NONE;
        private final String clientId;
        private ClientAuthentication clientAuthentication = ClientAuthentication.none();
        private @Nullable List<String> scopes;
        private @Nullable String audience;
        private List<String> resources = List.of();
        private final Set<Origin> allowedOrigins = new LinkedHashSet<>();
        private List<String> usernameClaims = List.of("preferred_username");
        private Set<String> sessionEndingErrors = Set.of();
        private Dialect dialect = Dialect.STANDARD;

        private Builder(@Nullable String issuer, @Nullable Endpoints endpoints, String clientId) {
            this.issuer = issuer == null ? null : Issuers.ofPasted(issuer);
            this.endpoints = endpoints;
            this.clientId = Objects.requireNonNull(clientId, "clientId");
        }

        /**
         * Sets the provider's name, under which its sessions are stored. The default is {@code ISSUER#CLIENT}, like that of a provider
         * described by the command line's options; in place of the issuer the URL of the metadata, if given, or without an issuer the token
         * endpoint.
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Sets the issuer of ID tokens, for explicit endpoints. */
        public Builder issuer(String value) {
            issuer = Issuers.ofPasted(value);
            return this;
        }

        /** Sets endpoints that take precedence over those of the metadata, or that it lacks. */
        public Builder givenEndpoints(Endpoints.Given value) {
            givenEndpoints = value;
            return this;
        }

        /** Sets how the client authenticates; by default, it is public. */
        public Builder clientAuthentication(ClientAuthentication value) {
            clientAuthentication = value;
            return this;
        }

        /** Sets the scopes to request; by default, those of {@code openid profile offline_access} that the server supports. */
        public Builder scopes(List<String> value) {
            scopes = Objects.requireNonNull(value, "scopes");
            return this;
        }

        /** Sets the {@code audience} to request. */
        public Builder audience(@Nullable String value) {
            audience = value;
            return this;
        }

        /** Sets the {@code resource} indicators to request (RFC 8707). */
        public Builder resources(List<String> value) {
            resources = value;
            return this;
        }

        /**
         * Allows access tokens to be sent to the origin of this URI too.
         *
         * @throws IllegalArgumentException if it is not an https URL, or http to this machine
         */
        public Builder allowOrigin(URI value) {
            Optional<Origin> origin = Origin.findProtected(value);
            if (origin.isEmpty()) {
                throw new IllegalArgumentException(
                        "the API origin \"" + Uris.shown(value) + "\" must be an https URL, or http to this machine");
            }
            allowedOrigins.add(origin.get());
            return this;
        }

        /** Sets the claim that contains the username; the default is {@code preferred_username}. */
        public Builder usernameClaim(String value) {
            return usernameClaims(List.of(value));
        }

        /** Sets the claims that may contain the username, in order of precedence; the default is {@code preferred_username}. */
        public Builder usernameClaims(List<String> value) {
            usernameClaims = value;
            return this;
        }

        /** Sets error codes with which this server says that a refresh token is no longer valid, in addition to the standard ones. */
        public Builder sessionEndingErrors(Set<String> value) {
            sessionEndingErrors = value;
            return this;
        }

        /** Sets how the server deviates from the RFCs. */
        public Builder dialect(Dialect value) {
            dialect = value;
            return this;
        }

        /**
         * Builds the provider.
         *
         * @throws IllegalArgumentException if the issuer or an endpoint is not valid; the message says which
         */
        public OAuthProvider build() {
            OAuthProvider unnamed = named(name == null ? "" : name);
            return name != null ? unnamed : named(DefaultName.of(unnamed));
        }

        private OAuthProvider named(String name) {
            return new OAuthProvider(
                    name,
                    Optional.ofNullable(issuer),
                    Optional.ofNullable(endpoints),
                    givenEndpoints,
                    clientId,
                    clientAuthentication,
                    scopes == null ? USUAL_SCOPES : scopes,
                    scopes == null,
                    Optional.ofNullable(audience),
                    resources,
                    allowedOrigins,
                    usernameClaims,
                    sessionEndingErrors,
                    dialect);
        }
    }
}

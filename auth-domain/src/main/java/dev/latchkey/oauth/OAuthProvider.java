package dev.latchkey.oauth;

import dev.latchkey.model.Origin;
import dev.latchkey.oauth.internal.ScopeList;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server and our client at it, as data. Immutable; made by {@link #discovered} or {@link #explicit}.
 *
 * @param name what the provider is called here; the first half of a {@link dev.latchkey.model.SessionId}
 * @param issuer the issuer (RFC 8414 §2); where none is known {@code iss} of an ID token is not checked; the text
 *     {@code {tenantid}} in it stands for the tenant that an ID token names as its {@code tid}
 * @param endpoints where the server listens; if absent, they are discovered from the issuer
 * @param givenEndpoints what goes before the endpoints that are discovered
 * @param clientId our {@code client_id}
 * @param clientAuthentication how we prove to be that client
 * @param scopes what to ask for, in order; an element that holds several, divided by spaces, counts as several
 * @param usualScopes whether nobody chose the scopes: then those are not asked for that the server's metadata lacks
 * @param audience the {@code audience} to ask for
 * @param resources the {@code resource} indicators to ask for (RFC 8707)
 * @param allowedOrigins where access tokens may go; the userinfo endpoint is allowed beside them
 * @param usernameClaims the claims of an ID token, or of what the userinfo endpoint says, that name the user: the first that is there
 * @param sessionEndingErrors the errors by which this server says that a refresh token is over, in addition to those that say so
 *     everywhere; see {@link #endsSession}
 * @param dialect what the server does otherwise than the RFCs
 */
public record OAuthProvider(
        String name,
        Optional<String> issuer,
        Optional<Endpoints> endpoints,
        GivenEndpoints givenEndpoints,
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

    /** RFC 6749 §5.2; OpenID Connect Core §3.1.2.6, which some servers answer a refresh with. */
    private static final Set<String> END_EVERY_SESSION =
            Set.of("invalid_grant", "login_required", "interaction_required", "consent_required");

    public OAuthProvider {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientAuthentication, "clientAuthentication");
        Objects.requireNonNull(givenEndpoints, "givenEndpoints");
        Objects.requireNonNull(dialect, "dialect");
        // A session's document keeps them as one string: what is one element here would come back as two.
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
            checkIssuer(issuer.get(), metadataElsewhere);
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

    /** An address of the server: its issuer, else its metadata, else its token endpoint; a name stands in the tenant's place. */
    public URI server() {
        if (issuer.isEmpty()) {
            return endpoints.orElseThrow().token();
        }
        Optional<URI> uri = Issuers.uri(issuer.get());
        return uri.isPresent() && Origin.findProtected(uri.get()).isPresent()
                ? uri.get()
                : dialect.metadataUrl().orElseThrow();
    }

    /** The scopes as one space-separated string, as they go into a form. */
    public String scope() {
        return String.join(" ", scopes);
    }

    /** Whether this answer to a refresh means that the session is over and a person has to log in again. */
    public boolean endsSession(String errorCode) {
        return END_EVERY_SESSION.contains(errorCode) || sessionEndingErrors.contains(errorCode);
    }

    /** With its metadata elsewhere an issuer may be called anything (FusionAuth's is {@code acme.com}): its ID tokens are called so. */
    private static void checkIssuer(String issuer, boolean metadataElsewhere) {
        Optional<URI> uri = Issuers.uri(issuer);
        if (metadataElsewhere
                && !issuer.isBlank()
                && (uri.isEmpty() || Origin.findProtected(uri.get()).isEmpty())) {
            return;
        }
        if (uri.isEmpty() || hasMoreThanAnIssuer(uri.get())) {
            throw new IllegalArgumentException("the issuer must be a URL without query, fragment and user information");
        }
        if (Origin.findProtected(uri.get()).isEmpty()) {
            throw new IllegalArgumentException(
                    "the issuer must be an https URL, or http to this machine: " + Uris.shown(uri.get()));
        }
    }

    private static boolean hasMoreThanAnIssuer(URI uri) {
        return uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null;
    }

    /** The same under another name. */
    public OAuthProvider named(String newName) {
        return toBuilder().name(newName).build();
    }

    /** The same with what the server says of itself: its own name, and of the usual scopes those that it has. */
    OAuthProvider describedBy(ServerMetadata metadata) {
        Builder builder = toBuilder();
        builder.endpoints = metadata.endpoints();
        if (metadata.issuer() != null) {
            builder.issuer(metadata.issuer());
        }
        return usualScopes ? builder.scopes(metadata.supported(scopes)).build() : builder.build();
    }

    /** Starts another provider with what this one has. */
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

    /** Collects what is optional. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String name;
        private @Nullable String issuer;
        private @Nullable Endpoints endpoints;
        private GivenEndpoints givenEndpoints = GivenEndpoints.NONE;
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

        /** What the provider is called here; without it, its host. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** The issuer whose ID tokens to believe, where endpoints are explicit. */
        public Builder issuer(String value) {
            issuer = Issuers.ofPasted(value);
            return this;
        }

        /** Endpoints that go before those of the metadata, or that it lacks. */
        public Builder givenEndpoints(GivenEndpoints value) {
            givenEndpoints = value;
            return this;
        }

        /** How the client proves who it is; without it, it is public. */
        public Builder clientAuthentication(ClientAuthentication value) {
            clientAuthentication = value;
            return this;
        }

        /** What to ask for, in place of what of {@code openid profile offline_access} the server has. */
        public Builder scopes(List<String> value) {
            scopes = Objects.requireNonNull(value, "scopes");
            return this;
        }

        /** The {@code audience} to ask for. */
        public Builder audience(@Nullable String value) {
            audience = value;
            return this;
        }

        /** The {@code resource} indicators to ask for (RFC 8707). */
        public Builder resources(List<String> value) {
            resources = value;
            return this;
        }

        /** Lets access tokens go to the origin of this URI too. */
        public Builder allowOrigin(URI value) {
            allowedOrigins.add(Origin.of(value));
            return this;
        }

        /** The claim that names the user, in place of {@code preferred_username}. */
        public Builder usernameClaim(String value) {
            return usernameClaims(List.of(value));
        }

        /** The claims that name the user, in place of {@code preferred_username}: the first that is there. */
        public Builder usernameClaims(List<String> value) {
            usernameClaims = value;
            return this;
        }

        /** The errors by which this server says that a refresh token is over, in addition to those that say so everywhere. */
        public Builder sessionEndingErrors(Set<String> value) {
            sessionEndingErrors = value;
            return this;
        }

        /** What the server does otherwise than the RFCs. */
        public Builder dialect(Dialect value) {
            dialect = value;
            return this;
        }

        /**
         * The provider.
         *
         * @throws IllegalArgumentException if the issuer or an endpoint is unfit, saying which
         */
        public OAuthProvider build() {
            OAuthProvider unnamed = named(name == null ? "" : name);
            return name != null ? unnamed : named(unnamed.authDomain());
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

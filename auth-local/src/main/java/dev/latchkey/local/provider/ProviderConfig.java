package dev.latchkey.local.provider;

import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.oauth.Dialect;
import dev.latchkey.oauth.Issuers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider as written in a file or on the command line. It is validated when it is converted to an {@link
 * dev.latchkey.oauth.OAuthProvider}. It contains the path of the client secret's file, not the secret itself. Immutable; created by {@link
 * #builder}.
 *
 * @param issuer the issuer
 * @param endpoints the endpoints; without a token endpoint, the others are discovered
 * @param clientId the OAuth client ID
 * @param clientSecretFile the file that contains the client secret; empty for a public client
 * @param clientSecretMethod how to send the secret; if empty, the strongest method that the server's metadata lists
 * @param scopes the scopes to request; empty for the defaults
 * @param audience the audience to request
 * @param resources the resource indicators to request
 * @param apiOrigins the origins that may receive tokens
 * @param usernameClaims the claims that may contain the username, in order of precedence; empty for the defaults
 * @param sessionEndingErrors error codes that mean the session has ended, in addition to the defaults
 * @param dialect how the server deviates from the RFCs
 * @param store the store for its sessions; if empty, the best one available
 * @param caFile certificate authorities to trust for this provider
 */
public record ProviderConfig(
        Optional<String> issuer,
        EndpointUrls endpoints,
        String clientId,
        Optional<Path> clientSecretFile,
        Optional<ClientSecretMethod> clientSecretMethod,
        List<String> scopes,
        Optional<String> audience,
        List<String> resources,
        List<String> apiOrigins,
        List<String> usernameClaims,
        List<String> sessionEndingErrors,
        Dialect dialect,
        Optional<StoreKind> store,
        Optional<Path> caFile) {
    public ProviderConfig {
        Objects.requireNonNull(endpoints, "endpoints");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(dialect, "dialect");
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
        apiOrigins = List.copyOf(apiOrigins);
        usernameClaims = List.copyOf(usernameClaims);
        sessionEndingErrors = List.copyOf(sessionEndingErrors);
    }

    /** Starts with a client and nothing about its server. */
    public static Builder builder(String clientId) {
        return new Builder(clientId);
    }

    /**
     * The server, for display: the URL of its metadata if given, since several servers may use the same issuer name; else the issuer, else
     * the token endpoint.
     *
     * @throws IllegalStateException if none of them is given
     */
    public String server() {
        if (dialect.metadataUrl().isPresent() && endpoints.token().isEmpty()) {
            return dialect.metadataUrl().get().toString();
        }
        Optional<String> server = issuer.isPresent() ? issuer : endpoints.token();
        if (server.isEmpty()) {
            throw new IllegalStateException("neither an issuer nor a token endpoint");
        }
        return server.get();
    }

    /**
     * The endpoints as written.
     *
     * @param token the token endpoint; without it, missing endpoints are discovered
     * @param device the device authorization endpoint
     * @param revocation the revocation endpoint
     * @param userinfo the userinfo endpoint
     * @param jwks the URL of the server's keys
     */
    public record EndpointUrls(
            Optional<String> token,
            Optional<String> device,
            Optional<String> revocation,
            Optional<String> userinfo,
            Optional<String> jwks) {
        /** No endpoints. */
        public static final EndpointUrls NONE = of(null, null, null, null, null);

        /** Creates endpoints; null for one that is not known. */
        public static EndpointUrls of(
                @Nullable String token,
                @Nullable String device,
                @Nullable String revocation,
                @Nullable String userinfo,
                @Nullable String jwks) {
            return new EndpointUrls(
                    Optional.ofNullable(token),
                    Optional.ofNullable(device),
                    Optional.ofNullable(revocation),
                    Optional.ofNullable(userinfo),
                    Optional.ofNullable(jwks));
        }
    }

    /** Builds a configuration. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String issuer;
        private EndpointUrls endpoints = EndpointUrls.NONE;
        private final String clientId;
        private @Nullable Path clientSecretFile;
        private @Nullable ClientSecretMethod clientSecretMethod;
        private List<String> scopes = List.of();
        private @Nullable String audience;
        private List<String> resources = List.of();
        private List<String> apiOrigins = List.of();
        private List<String> usernameClaims = List.of();
        private List<String> sessionEndingErrors = List.of();
        private Dialect dialect = Dialect.STANDARD;
        private @Nullable StoreKind store;
        private @Nullable Path caFile;

        private Builder(String clientId) {
            this.clientId = Objects.requireNonNull(clientId, "clientId");
        }

        /** Sets the issuer, or the URL of its metadata. */
        public Builder issuer(@Nullable String value) {
            issuer = value == null ? null : Issuers.ofPasted(value);
            return this;
        }

        /** Sets the endpoints. */
        public Builder endpoints(EndpointUrls value) {
            endpoints = value;
            return this;
        }

        /**
         * Sets the client secret.
         *
         * @param file the file that contains it, or null for a public client
         * @param method how to send it, or null for the strongest method that the server's metadata lists
         */
        public Builder clientSecret(@Nullable Path file, @Nullable ClientSecretMethod method) {
            clientSecretFile = file;
            clientSecretMethod = method;
            return this;
        }

        /** Sets the scopes to request; empty for the defaults. */
        public Builder scopes(List<String> value) {
            scopes = value;
            return this;
        }

        /** Sets the audience to request. */
        public Builder audience(@Nullable String value) {
            audience = value;
            return this;
        }

        /** Sets the resource indicators to request. */
        public Builder resources(List<String> value) {
            resources = value;
            return this;
        }

        /** Sets the origins that may receive tokens. */
        public Builder apiOrigins(List<String> value) {
            apiOrigins = value;
            return this;
        }

        /** Sets the claims that may contain the username; empty for the defaults. */
        public Builder usernameClaims(List<String> value) {
            usernameClaims = value;
            return this;
        }

        /** Sets error codes that mean the session has ended, in addition to the defaults. */
        public Builder sessionEndingErrors(List<String> value) {
            sessionEndingErrors = value;
            return this;
        }

        /** Sets how the server deviates from the RFCs. */
        public Builder dialect(Dialect value) {
            dialect = value;
            return this;
        }

        /** Sets the store for its sessions. */
        public Builder store(@Nullable StoreKind value) {
            store = value;
            return this;
        }

        /** Sets certificate authorities to trust for this provider. */
        public Builder caFile(@Nullable Path value) {
            caFile = value;
            return this;
        }

        /** Builds the configuration. */
        public ProviderConfig build() {
            return new ProviderConfig(
                    Optional.ofNullable(issuer),
                    endpoints,
                    clientId,
                    Optional.ofNullable(clientSecretFile),
                    Optional.ofNullable(clientSecretMethod),
                    scopes,
                    Optional.ofNullable(audience),
                    resources,
                    apiOrigins,
                    usernameClaims,
                    sessionEndingErrors,
                    dialect,
                    Optional.ofNullable(store),
                    Optional.ofNullable(caFile));
        }
    }
}

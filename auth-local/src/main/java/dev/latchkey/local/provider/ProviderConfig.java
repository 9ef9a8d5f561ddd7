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
 * A provider as somebody wrote it down, in a file or on the command line; whether it makes sense shows when it is made into an
 * {@link dev.latchkey.oauth.OAuthProvider}. The client's secret is no part of it, only where that is. Immutable; made by
 * {@link #builder}.
 *
 * @param issuer the issuer
 * @param endpoints the endpoints; without a token endpoint among them the others are discovered
 * @param clientId our client there
 * @param clientSecretFile where the client's secret is; a public client has none
 * @param clientSecretMethod how to send the secret; if absent, in the strongest way that the server's metadata names
 * @param scopes what to ask for; empty for the usual
 * @param audience the audience to ask for
 * @param resources the resource indicators to ask for
 * @param apiOrigins where tokens may be sent
 * @param usernameClaims the claims that name the user, the first that is there; empty for the usual
 * @param sessionEndingErrors the errors by which the server says that a session is over, in addition to the usual
 * @param dialect what the server does otherwise than the RFCs
 * @param store where to keep its sessions; if absent, wherever is best here
 * @param caFile certificate authorities to trust for it
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

    /** Starts with a client, and nothing known of its server. */
    public static Builder builder(String clientId) {
        return new Builder(clientId);
    }

    /**
     * What names the server: where its metadata is, if that was written down, since several servers may call themselves the same;
     * else its issuer, else its token endpoint.
     *
     * @throws IllegalStateException if it has none of them
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
     * @param token the token endpoint; without it, those that are absent here are discovered
     * @param device the device authorization endpoint
     * @param revocation the revocation endpoint
     * @param userinfo the userinfo endpoint
     * @param jwks where the keys are
     */
    public record EndpointUrls(
            Optional<String> token,
            Optional<String> device,
            Optional<String> revocation,
            Optional<String> userinfo,
            Optional<String> jwks) {
        /** None. */
        public static final EndpointUrls NONE = of(null, null, null, null, null);

        /** These; null for one that is not known. */
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

    /** Collects what is known. Not safe for use by several threads. */
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

        /** The issuer, or the URL of its metadata. */
        public Builder issuer(@Nullable String value) {
            issuer = value == null ? null : Issuers.ofPasted(value);
            return this;
        }

        /** The endpoints. */
        public Builder endpoints(EndpointUrls value) {
            endpoints = value;
            return this;
        }

        /**
         * The client's secret.
         *
         * @param file where it is, or null for a public client
         * @param method how to send it, or null for the strongest way that the server's metadata names
         */
        public Builder clientSecret(@Nullable Path file, @Nullable ClientSecretMethod method) {
            clientSecretFile = file;
            clientSecretMethod = method;
            return this;
        }

        /** What to ask for; empty for the usual. */
        public Builder scopes(List<String> value) {
            scopes = value;
            return this;
        }

        /** The audience to ask for. */
        public Builder audience(@Nullable String value) {
            audience = value;
            return this;
        }

        /** The resource indicators to ask for. */
        public Builder resources(List<String> value) {
            resources = value;
            return this;
        }

        /** Where tokens may be sent. */
        public Builder apiOrigins(List<String> value) {
            apiOrigins = value;
            return this;
        }

        /** The claims that name the user; empty for the usual. */
        public Builder usernameClaims(List<String> value) {
            usernameClaims = value;
            return this;
        }

        /** The errors by which the server says that a session is over, in addition to the usual. */
        public Builder sessionEndingErrors(List<String> value) {
            sessionEndingErrors = value;
            return this;
        }

        /** What the server does otherwise than the RFCs. */
        public Builder dialect(Dialect value) {
            dialect = value;
            return this;
        }

        /** Where to keep its sessions. */
        public Builder store(@Nullable StoreKind value) {
            store = value;
            return this;
        }

        /** Certificate authorities to trust for it. */
        public Builder caFile(@Nullable Path value) {
            caFile = value;
            return this;
        }

        /** The config. */
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

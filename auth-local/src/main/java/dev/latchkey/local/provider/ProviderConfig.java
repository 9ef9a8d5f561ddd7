package dev.latchkey.local.provider;

import dev.latchkey.local.storage.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider as somebody wrote it down, in a file or on the command line; whether it makes sense shows when it is made into an
 * {@link dev.latchkey.oauth.OAuthProvider}. The client's secret is no part of it, only where that is.
 *
 * @param issuer the issuer, or null
 * @param endpoints the endpoints, or null: then they are discovered
 * @param clientId our client there
 * @param clientSecretFile where the client's secret is, or null for a public client
 * @param clientSecretMethod how to send the secret
 * @param scopes what to ask for; empty for the usual
 * @param audience the audience to ask for, or null
 * @param resources the resource indicators to ask for
 * @param apiOrigins where tokens may be sent
 * @param usernameClaim the claim that names the user, or null for the usual
 * @param sessionEndingErrors the errors by which the server says that a session is over, in addition to the usual
 * @param store where to keep its sessions, or null for whatever is best here
 * @param caFile certificate authorities to trust for it, or null
 */
public record ProviderConfig(
        @Nullable String issuer,
        @Nullable EndpointUrls endpoints,
        String clientId,
        @Nullable Path clientSecretFile,
        ClientSecretMethod clientSecretMethod,
        List<String> scopes,
        @Nullable String audience,
        List<String> resources,
        List<String> apiOrigins,
        @Nullable String usernameClaim,
        List<String> sessionEndingErrors,
        @Nullable StoreKind store,
        @Nullable Path caFile) {
    public ProviderConfig {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientSecretMethod, "clientSecretMethod");
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
        apiOrigins = List.copyOf(apiOrigins);
        sessionEndingErrors = List.copyOf(sessionEndingErrors);
    }

    /**
     * The endpoints as written.
     *
     * @param token the token endpoint
     * @param device the device authorization endpoint, or null
     * @param revocation the revocation endpoint, or null
     * @param userinfo the userinfo endpoint, or null
     * @param jwks where the keys are, or null
     */
    public record EndpointUrls(
            String token,
            @Nullable String device,
            @Nullable String revocation,
            @Nullable String userinfo,
            @Nullable String jwks) {
        public EndpointUrls {
            Objects.requireNonNull(token, "token");
        }
    }
}

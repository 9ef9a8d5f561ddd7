package dev.latchkey.cli.options;

import dev.latchkey.local.provider.ClientAuth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that describe an authorization server and our client at it. Filled in by picocli; read only afterwards. */
public final class ClientOptions {
    @Option(
            names = "--issuer",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The authorization server; its endpoints are discovered.")
    private @Nullable String issuer;

    @Option(names = "--client-id", paramLabel = "ID", scope = ScopeType.INHERIT, description = "Our client there.")
    private @Nullable String clientId;

    @Option(
            names = "--client-secret-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A file with the client's secret, if it has one.")
    private @Nullable Path clientSecretFile;

    @Option(
            names = "--client-auth",
            paramLabel = "WAY",
            scope = ScopeType.INHERIT,
            description = "How to send that secret: ${COMPLETION-CANDIDATES}. Without it, basic.")
    private @Nullable ClientAuth clientAuth;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            scope = ScopeType.INHERIT,
            parameterConsumer = Appending.class,
            description = "A scope to ask for, in place of the usual ones; may be repeated.")
    private final List<String> scopes = new ArrayList<>();

    @Option(
            names = "--audience",
            paramLabel = "AUDIENCE",
            scope = ScopeType.INHERIT,
            description = "The audience to ask for.")
    private @Nullable String audience;

    @Option(
            names = "--resource",
            paramLabel = "URI",
            scope = ScopeType.INHERIT,
            parameterConsumer = Appending.class,
            description = "A resource indicator to ask for (RFC 8707); may be repeated.")
    private final List<String> resources = new ArrayList<>();

    @Option(
            names = "--api-origin",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            parameterConsumer = Appending.class,
            description = "An API that the token may be sent to; may be repeated.")
    private final List<String> apiOrigins = new ArrayList<>();

    @Option(
            names = "--device-endpoint",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The device authorization endpoint of a server without discovery.")
    private @Nullable String deviceEndpoint;

    @Option(
            names = "--token-endpoint",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The token endpoint of such a server.")
    private @Nullable String tokenEndpoint;

    @Option(
            names = "--revocation-endpoint",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The revocation endpoint of such a server.")
    private @Nullable String revocationEndpoint;

    @Option(
            names = "--userinfo-endpoint",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The userinfo endpoint of such a server.")
    private @Nullable String userinfoEndpoint;

    @Option(
            names = "--jwks-uri",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Where such a server has its keys.")
    private @Nullable String jwksUri;

    @Option(
            names = "--username-claim",
            paramLabel = "CLAIM",
            scope = ScopeType.INHERIT,
            description = "The claim of the ID token that names the user, in place of preferred_username.")
    private @Nullable String usernameClaim;

    public Optional<String> issuer() {
        return Optional.ofNullable(issuer);
    }

    public Optional<String> clientId() {
        return Optional.ofNullable(clientId);
    }

    public Optional<Path> clientSecretFile() {
        return Optional.ofNullable(clientSecretFile);
    }

    public Optional<ClientAuth> clientAuth() {
        return Optional.ofNullable(clientAuth);
    }

    public List<String> scopes() {
        return List.copyOf(scopes);
    }

    public Optional<String> audience() {
        return Optional.ofNullable(audience);
    }

    public List<String> resources() {
        return List.copyOf(resources);
    }

    public List<String> apiOrigins() {
        return List.copyOf(apiOrigins);
    }

    public Optional<String> deviceEndpoint() {
        return Optional.ofNullable(deviceEndpoint);
    }

    public Optional<String> tokenEndpoint() {
        return Optional.ofNullable(tokenEndpoint);
    }

    public Optional<String> revocationEndpoint() {
        return Optional.ofNullable(revocationEndpoint);
    }

    public Optional<String> userinfoEndpoint() {
        return Optional.ofNullable(userinfoEndpoint);
    }

    public Optional<String> jwksUri() {
        return Optional.ofNullable(jwksUri);
    }

    public Optional<String> usernameClaim() {
        return Optional.ofNullable(usernameClaim);
    }

    /** Whether one of them names a server or a client, so that no configured provider is meant. */
    public boolean nameServer() {
        return issuer != null
                || clientId != null
                || clientSecretFile != null
                || clientAuth != null
                || deviceEndpoint != null
                || tokenEndpoint != null
                || revocationEndpoint != null
                || userinfoEndpoint != null
                || jwksUri != null
                || usernameClaim != null;
    }

    /** Those that were given, option and value in turn. */
    List<String> typed() {
        Map<String, List<?>> given = new LinkedHashMap<>();
        given.put("--issuer", listOf(issuer));
        given.put("--client-id", listOf(clientId));
        given.put("--client-secret-file", listOf(clientSecretFile));
        given.put("--client-auth", listOf(clientAuth));
        given.put("--device-endpoint", listOf(deviceEndpoint));
        given.put("--token-endpoint", listOf(tokenEndpoint));
        given.put("--revocation-endpoint", listOf(revocationEndpoint));
        given.put("--userinfo-endpoint", listOf(userinfoEndpoint));
        given.put("--jwks-uri", listOf(jwksUri));
        given.put("--username-claim", listOf(usernameClaim));
        given.put("--scope", scopes);
        given.put("--audience", listOf(audience));
        given.put("--resource", resources);
        given.put("--api-origin", apiOrigins);
        return given.entrySet().stream()
                .flatMap(option ->
                        option.getValue().stream().flatMap(value -> Stream.of(option.getKey(), String.valueOf(value))))
                .toList();
    }

    private static List<?> listOf(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    /** Sets one of them as picocli would; answers whether there is such an option that needs no conversion. */
    boolean set(String name, String value) {
        switch (name) {
            case "--issuer" -> issuer = value;
            case "--client-id" -> clientId = value;
            case "--client-secret-file" -> clientSecretFile = Path.of(value);
            case "--scope" -> scopes.add(value);
            case "--audience" -> audience = value;
            case "--resource" -> resources.add(value);
            case "--api-origin" -> apiOrigins.add(value);
            case "--device-endpoint" -> deviceEndpoint = value;
            case "--token-endpoint" -> tokenEndpoint = value;
            case "--revocation-endpoint" -> revocationEndpoint = value;
            case "--userinfo-endpoint" -> userinfoEndpoint = value;
            case "--jwks-uri" -> jwksUri = value;
            case "--username-claim" -> usernameClaim = value;
            default -> {
                return false;
            }
        }
        return true;
    }
}

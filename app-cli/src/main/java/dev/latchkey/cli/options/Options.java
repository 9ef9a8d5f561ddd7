package dev.latchkey.cli.options;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.OptionSpec;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.console.Durations;
import dev.latchkey.local.preset.PresetChoice;
import dev.latchkey.local.provider.ClientSecretMethod;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.local.provider.ProviderRequest.Overrides;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.DisplayText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The command line as the commands see it. Immutable. */
public record Options(ParsedLine line) {
    /** Options that concern a provider, but do not describe one. */
    private static final List<String> OF_ANY = List.of("scope", "audience", "resource", "api-origin", "ca-file");

    /** The command's name. */
    public String command() {
        return line.name();
    }

    /** Whether the option was given. */
    public boolean has(String option) {
        return line.has(option);
    }

    /** The option's value, or null if it was not given. */
    public @Nullable String value(String option) {
        return line.value(option);
    }

    /** The option's values in order; empty if it was not given. */
    public List<String> values(String option) {
        return line.values(option);
    }

    /** The positional arguments. */
    public List<String> words() {
        return line.words();
    }

    /** The first positional argument, or null if there is none. */
    public @Nullable String word() {
        return line.words().isEmpty() ? null : line.words().get(0);
    }

    /** The value of {@code --provider}. */
    public Optional<String> provider() {
        return Optional.ofNullable(line.value("provider"));
    }

    /** The value of {@code --account}. */
    public Optional<String> account() {
        return Optional.ofNullable(line.value("account"));
    }

    public boolean isVerbose() {
        return line.has("verbose");
    }

    /** The store that the option names, or null if it was not given. */
    public @Nullable StoreKind store(String option) {
        String name = line.value(option);
        return name == null ? null : StoreKind.named(name).orElseThrow();
    }

    /** The minimum time until a token expires, or null if not given. */
    public @Nullable Duration minimumLife() {
        String written = line.value("min-ttl");
        if (written == null) {
            return null;
        }
        try {
            return Durations.parse(written);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--min-ttl: \"" + DisplayText.clean(written, 80) + "\" is " + e.getMessage() + ".", e);
        }
    }

    /** Whether an option names a server or a client, so that the provider is not a configured one. */
    public boolean nameServer() {
        for (OptionSpec option : CommandTable.SERVER) {
            if (line.has(option.name()) && !OF_ANY.contains(option.name())) {
                return true;
            }
        }
        return false;
    }

    /** The requested provider. */
    public ProviderRequest request() {
        if (nameServer() && line.has("provider")) {
            throw new UsageException("--provider names a provider that is set up already, so no option may describe its"
                    + " server or client. Leave one or the other out.");
        }
        return requested()
                .with(new Overrides(
                        line.values("scope"),
                        Optional.ofNullable(line.value("audience")),
                        line.values("resource"),
                        line.values("api-origin"),
                        Optional.ofNullable(path("ca-file"))));
    }

    private ProviderRequest requested() {
        if (nameServer()) {
            return ProviderRequest.described(described(null), preset().orElse(null));
        }
        String name = line.value("provider");
        return name == null ? ProviderRequest.usual() : ProviderRequest.named(name);
    }

    /** The preset that the options name, with its variables. */
    public Optional<PresetChoice> preset() {
        String name = line.value("preset");
        if (name != null) {
            return Optional.of(PresetChoice.of(name, line.value("host"), line.value("tenant")));
        }
        if (line.has("host") || line.has("tenant")) {
            throw new UsageException(
                    "--host and --tenant belong to a --preset. Name it, or give the server with --issuer.");
        }
        return Optional.empty();
    }

    /** The provider that the options describe; with a preset, the settings that take precedence over it. */
    public ProviderConfig described(@Nullable StoreKind store) {
        EndpointUrls endpoints = endpoints();
        String clientId = line.value("client-id");
        if (clientId == null) {
            throw new UsageException("Give the client's id with --client-id."
                    + preset().map(preset ->
                                    " How to get one: latchkey provider show --preset " + ShellWord.of(preset.name()))
                            .orElse(""));
        }
        Path secret = path("client-secret-file");
        Path caFile = path("ca-file");
        String method = line.value("client-auth");
        String usernameClaim = line.value("username-claim");
        return ProviderConfig.builder(clientId)
                .issuer(line.value("issuer"))
                .endpoints(endpoints)
                .clientSecret(
                        secret == null ? null : secret.toAbsolutePath(),
                        method == null
                                ? null
                                : "post".equals(method) ? ClientSecretMethod.POST : ClientSecretMethod.BASIC)
                .scopes(line.values("scope"))
                .audience(line.value("audience"))
                .resources(line.values("resource"))
                .apiOrigins(line.values("api-origin"))
                .usernameClaims(usernameClaim == null ? List.of() : List.of(usernameClaim))
                .store(store)
                .caFile(caFile == null ? null : caFile.toAbsolutePath())
                .build();
    }

    /** Without a token endpoint, they take precedence over those of the issuer's metadata. */
    private EndpointUrls endpoints() {
        EndpointUrls endpoints = EndpointUrls.of(
                line.value("token-endpoint"),
                line.value("device-endpoint"),
                line.value("revocation-endpoint"),
                line.value("userinfo-endpoint"),
                line.value("jwks-uri"));
        boolean isForALogin = command().equals("login") || command().equals("provider add");
        if (isForALogin && endpoints.token().isPresent() && endpoints.device().isEmpty() && line.has("issuer")) {
            throw new UsageException(
                    "With --token-endpoint nothing is discovered. Give --device-endpoint as well, or leave"
                            + " --token-endpoint out.");
        }
        if (endpoints.token().isPresent() || line.has("issuer") || preset().isPresent()) {
            return endpoints;
        }
        throw new UsageException(
                endpoints.equals(EndpointUrls.NONE)
                        ? "Give the server with --preset or --issuer, or with --device-endpoint and --token-endpoint where it"
                                + " has no discovery."
                        : "Where endpoints are given without --issuer, --token-endpoint must be among them.");
    }

    /**
     * The options that select the same provider, for a command to type next. Starts with a space, unless empty.
     *
     * @param name the provider's name, used if the options do not describe it
     */
    public String typed(String name) {
        StringBuilder typed = new StringBuilder();
        if (!nameServer()) {
            typed.append(" --provider ").append(ShellWord.of(name));
        }
        for (OptionSpec option : CommandTable.SERVER) {
            for (String value : line.values(option.name())) {
                typed.append(" --").append(option.name()).append(' ').append(ShellWord.of(value));
            }
        }
        return typed.toString();
    }

    private @Nullable Path path(String option) {
        String written = line.value(option);
        try {
            return written == null ? null : Path.of(written);
        } catch (InvalidPathException e) {
            throw new UsageException("--" + option + " is no path here: " + e.getReason() + ".", e);
        }
    }
}

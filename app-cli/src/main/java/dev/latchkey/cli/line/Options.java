package dev.latchkey.cli.line;

import dev.latchkey.cli.line.CommandSpec.OptionSpec;
import dev.latchkey.console.Durations;
import dev.latchkey.local.preset.PresetChoice;
import dev.latchkey.local.provider.ClientSecretMethod;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.local.provider.ProviderRequest.Overrides;
import dev.latchkey.local.storage.StoreKind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command line, validated against the table. Immutable.
 *
 * @param spec the command, or null if there is none
 * @param options the values of the given options, by their names without dashes; a flag has one empty value
 * @param words the positional arguments
 */
public record Options(@Nullable CommandSpec spec, Map<String, List<String>> options, List<String> words) {
    /** Options that concern a provider, but do not describe one. */
    private static final List<String> OF_ANY = List.of("scope", "audience", "resource", "api-origin", "ca-file");

    /** The command's name; empty if there is none. */
    public String command() {
        return spec == null ? "" : spec.name();
    }

    public boolean has(String option) {
        return options.containsKey(option);
    }

    public @Nullable String value(String option) {
        List<String> values = options.get(option);
        return values == null ? null : values.get(0);
    }

    /** The option's values in order; empty if it was not given. */
    public List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** The first positional argument, or null if there is none. */
    public @Nullable String word() {
        return words.isEmpty() ? null : words.get(0);
    }

    public Optional<String> provider() {
        return Optional.ofNullable(value("provider"));
    }

    public Optional<String> account() {
        return Optional.ofNullable(value("account"));
    }

    public @Nullable StoreKind store(String option) {
        String name = value(option);
        return name == null ? null : StoreKind.named(name).orElseThrow();
    }

    public @Nullable Duration minimumLife() {
        String written = value("min-ttl");
        if (written == null) {
            return null;
        }
        try {
            return Durations.parse(written);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--min-ttl: " + UsageException.quoted(written) + " is " + e.getMessage() + ".", e);
        }
    }

    /** Whether an option names a server or a client, so that the provider is not a configured one. */
    public boolean nameServer() {
        for (OptionSpec option : CommandTable.SERVER) {
            if (has(option.name()) && !OF_ANY.contains(option.name())) {
                return true;
            }
        }
        return false;
    }

    public ProviderRequest request() {
        String name = value("provider");
        if (name != null && nameServer()) {
            throw new UsageException("--provider names a provider that is set up already, so no option may describe its"
                    + " server or client. Leave one or the other out.");
        }
        ProviderRequest requested = nameServer()
                ? ProviderRequest.described(described(null), preset().orElse(null))
                : name == null ? ProviderRequest.ofDefault() : ProviderRequest.named(name);
        return requested.with(new Overrides(
                values("scope"),
                Optional.ofNullable(value("audience")),
                values("resource"),
                values("api-origin"),
                Optional.ofNullable(path("ca-file"))));
    }

    /** The preset that the options name, with its variables. */
    public Optional<PresetChoice> preset() {
        String name = value("preset");
        if (name != null) {
            return Optional.of(PresetChoice.of(name, value("host"), value("tenant")));
        }
        if (has("host") || has("tenant")) {
            throw new UsageException(
                    "--host and --tenant belong to a --preset. Name it, or give the server with --issuer.");
        }
        return Optional.empty();
    }

    /** The provider that the options describe; with a preset, the settings that take precedence over it. */
    public ProviderConfig described(@Nullable StoreKind store) {
        EndpointUrls endpoints = endpoints();
        String clientId = value("client-id");
        if (clientId == null) {
            throw new UsageException("Give the client's id with --client-id."
                    + preset().map(preset ->
                                    " How to get one: latchkey provider show --preset " + shellWord(preset.name()))
                            .orElse(""));
        }
        Path secret = path("client-secret-file");
        Path caFile = path("ca-file");
        String method = value("client-auth");
        return ProviderConfig.builder(clientId)
                .issuer(value("issuer"))
                .endpoints(endpoints)
                .clientSecret(
                        secret == null ? null : secret.toAbsolutePath(),
                        method == null
                                ? null
                                : "post".equals(method) ? ClientSecretMethod.POST : ClientSecretMethod.BASIC)
                .scopes(values("scope"))
                .audience(value("audience"))
                .resources(values("resource"))
                .apiOrigins(values("api-origin"))
                .usernameClaims(values("username-claim"))
                .store(store)
                .caFile(caFile == null ? null : caFile.toAbsolutePath())
                .build();
    }

    /** Without a token endpoint, they take precedence over those of the issuer's metadata. */
    private EndpointUrls endpoints() {
        EndpointUrls endpoints = EndpointUrls.of(
                value("token-endpoint"),
                value("device-endpoint"),
                value("revocation-endpoint"),
                value("userinfo-endpoint"),
                value("jwks-uri"));
        boolean isForALogin = command().equals("login") || command().equals("provider add");
        if (isForALogin && endpoints.token().isPresent() && endpoints.device().isEmpty() && has("issuer")) {
            throw new UsageException(
                    "With --token-endpoint nothing is discovered. Give --device-endpoint as well, or leave"
                            + " --token-endpoint out.");
        }
        if (endpoints.token().isPresent() || has("issuer") || preset().isPresent()) {
            return endpoints;
        }
        throw new UsageException(
                endpoints.equals(EndpointUrls.NONE)
                        ? "Give the server with --preset or --issuer, or with --device-endpoint and --token-endpoint where it"
                                + " has no discovery."
                        : "Where endpoints are given without --issuer, --token-endpoint must be among them.");
    }

    /** The options that select the same provider, for a command to type next; the name is used if they do not describe it. */
    public String typed(String name) {
        StringBuilder typed = new StringBuilder();
        if (!nameServer()) {
            typed.append(" --provider ").append(shellWord(name));
        }
        for (OptionSpec option : CommandTable.SERVER) {
            for (String value : values(option.name())) {
                typed.append(" --").append(option.name()).append(' ').append(shellWord(value));
            }
        }
        return typed.toString();
    }

    /** Formats a text as one word for a POSIX shell: unchanged if that is one word already, else quoted. */
    public static String shellWord(String text) {
        return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : quoted(text);
    }

    /** Formats a text as one word for a POSIX shell, in single quotes. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private @Nullable Path path(String option) {
        String written = value(option);
        try {
            return written == null ? null : Path.of(written);
        } catch (InvalidPathException e) {
            throw new UsageException("--" + option + " is no path here: " + e.getReason() + ".", e);
        }
    }
}

package dev.latchkey.cli.options;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.OptionSpec;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.local.provider.ClientSecretMethod;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of every command, accepted before and after its name. Immutable. */
public final class GlobalOptions {
    /** What names a server or a client, so that no provider that is set up is meant. */
    private static final List<String> DESCRIBING = List.of(
            "issuer",
            "client-id",
            "client-secret-file",
            "client-auth",
            "device-endpoint",
            "token-endpoint",
            "revocation-endpoint",
            "userinfo-endpoint",
            "jwks-uri",
            "username-claim");

    private static final String CA_FILE = "ca-file";

    private final ParsedLine line;

    public GlobalOptions(ParsedLine line) {
        this.line = Objects.requireNonNull(line, "line");
    }

    public Optional<String> provider() {
        return text("provider");
    }

    public Optional<String> username() {
        return text("account");
    }

    /** @throws UsageException if it is no path here */
    public Optional<Path> caFile() {
        return path(CA_FILE);
    }

    public boolean isVerbose() {
        return line.has("verbose");
    }

    public Optional<String> issuer() {
        return text("issuer");
    }

    public Optional<String> clientId() {
        return text("client-id");
    }

    /** @throws UsageException if it is no path here */
    public Optional<Path> clientSecretFile() {
        return path("client-secret-file");
    }

    public Optional<ClientSecretMethod> clientSecretMethod() {
        String written = line.value("client-auth");
        for (ClientSecretMethod way : ClientSecretMethod.values()) {
            if (way.toString().equals(written)) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    public List<String> scopes() {
        return line.values("scope");
    }

    public Optional<String> audience() {
        return text("audience");
    }

    public List<String> resources() {
        return line.values("resource");
    }

    public List<String> apiOrigins() {
        return line.values("api-origin");
    }

    /** One of the endpoints, by its option. */
    Optional<String> endpoint(String option) {
        return text(option);
    }

    public Optional<String> usernameClaim() {
        return text("username-claim");
    }

    /** Whether one of them names a server or a client, so that no configured provider is meant. */
    public boolean nameServer() {
        for (String option : DESCRIBING) {
            if (line.has(option)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The options that name the same provider, to put into a command to type next; each word after a blank.
     *
     * @param name the provider's name, for where no option described it
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

    private Optional<String> text(String option) {
        return Optional.ofNullable(line.value(option));
    }

    private Optional<Path> path(String option) {
        @Nullable String written = line.value(option);
        if (written == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(written));
        } catch (InvalidPathException e) {
            throw new UsageException("--" + option + " is no path here: " + e.getReason() + ".", e);
        }
    }
}

package dev.latchkey.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The options of every command, accepted before and after its name. Filled in by picocli, or by {@link PlainOptions};
 * read only afterwards.
 */
public final class GlobalOptions {
    @Option(
            names = "--provider",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Which provider: \"bitfount\", or one that was added with \"provider add\". Without it,"
                    + " LATCHKEY_PROVIDER, else bitfount.")
    private @Nullable String provider;

    @Option(
            names = {"-u", "--username"},
            paramLabel = "USER",
            scope = ScopeType.INHERIT,
            description = "Whose session. Without it, the one that last logged in.")
    private @Nullable String username;

    @Option(
            names = "--ca-file",
            paramLabel = "PEM",
            scope = ScopeType.INHERIT,
            description = "Trust the certificate authorities in this file, beside the system's own.")
    private @Nullable Path caFile;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Tell of each HTTP exchange, and more about failures. No secret is shown.")
    private boolean verbose;

    @Mixin
    private final ClientOptions client = new ClientOptions();

    public Optional<String> provider() {
        return Optional.ofNullable(provider);
    }

    public Optional<String> username() {
        return Optional.ofNullable(username);
    }

    public Optional<Path> caFile() {
        return Optional.ofNullable(caFile);
    }

    public boolean isVerbose() {
        return verbose;
    }

    /** The options that describe a provider. */
    public ClientOptions client() {
        return client;
    }

    /**
     * The options that name the same provider, to put into a command to type next; each word after a blank.
     *
     * @param name the provider's name, for where no option described it
     */
    public String typed(String name) {
        StringBuilder line = new StringBuilder();
        if (!client.nameServer()) {
            line.append(" --provider ").append(ShellWord.of(name));
        }
        client.typed().forEach(word -> line.append(' ').append(ShellWord.of(word)));
        caFile().ifPresent(file -> line.append(" --ca-file ").append(ShellWord.of(file.toString())));
        return line.toString();
    }

    /** Sets one of them as picocli would; answers whether there is such an option that needs no conversion. */
    boolean set(String name, String value) {
        switch (name) {
            case "--provider" -> provider = value;
            case "--username" -> username = value;
            case "--ca-file" -> caFile = Path.of(value);
            default -> {
                return client.set(name, value);
            }
        }
        return true;
    }
}

package dev.latchkey.cli.command;

import dev.latchkey.cli.credential.DockerCredential;
import dev.latchkey.cli.credential.HelperInput;
import dev.latchkey.cli.credential.PlainName;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.wiring.CliComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers Docker's client (docker-credential-helpers). */
@Command(
        name = "docker-credential",
        description = "A credential helper for Docker, for the provider's allowed origins. Docker calls a program"
                + " docker-credential-NAME: let one run latchkey --provider NAME docker-credential \"$@\".")
final class DockerCredentialCommand extends BaseCommand {
    private static final String USUAL = "oauth2accesstoken";

    @Option(
            names = "--as",
            paramLabel = "NAME",
            defaultValue = USUAL,
            description = "The username that the registry wants beside a token. Without it, oauth2accesstoken.")
    private String username = USUAL;

    @Parameters(paramLabel = "OPERATION", description = "What Docker wants: get, store, erase or list.")
    private String operation = "";

    DockerCredentialCommand() {}

    DockerCredentialCommand(@Nullable String username, String operation) {
        this.username = username == null ? USUAL : username;
        this.operation = operation;
    }

    @Override
    ExitCode run(CliComponent cli) {
        return switch (operation) {
            case "get" ->
                get(cli, DockerCredential.parse(HelperInput.read(cli.terminal().in())));
            case "list" -> list(cli);
            // "store" and "erase": a login is ended by "latchkey logout".
            default -> ExitCode.DONE;
        };
    }

    private ExitCode get(CliComponent cli, DockerCredential asked) {
        if (asked.origin().filter(origin -> AllowedOrigins.has(cli, origin)).isEmpty()) {
            cli.terminal().out().println(DockerCredential.NOT_FOUND);
            return ExitCode.UNEXPECTED;
        }
        String name = PlainName.checked("--as", username);
        cli.jsonLines().print(asked.answer(name, TokenAccess.of(cli, null).token()));
        return ExitCode.DONE;
    }

    private ExitCode list(CliComponent cli) {
        Map<String, Object> registries = new LinkedHashMap<>();
        cli.provider().provider().allowedOrigins().forEach(origin -> registries.put(origin.toString(), username));
        cli.jsonLines().print(registries);
        return ExitCode.DONE;
    }
}

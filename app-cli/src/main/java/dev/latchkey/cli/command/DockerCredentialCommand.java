package dev.latchkey.cli.command;

import dev.latchkey.cli.credential.DockerCredential;
import dev.latchkey.cli.credential.HelperInput;
import dev.latchkey.cli.credential.PlainName;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers Docker's client (docker-credential-helpers). */
final class DockerCredentialCommand implements BaseCommand {
    private static final String USUAL = "oauth2accesstoken";

    private final String username;
    private final String operation;

    DockerCredentialCommand(ParsedLine line) {
        this.username = orUsual(line.value("as"));
        this.operation = line.words().get(0);
    }

    private static String orUsual(@Nullable String given) {
        return given == null ? USUAL : given;
    }

    @Override
    public ExitCode run(CliComponent cli) {
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

package dev.latchkey.cli.command;

import dev.latchkey.cli.credential.HelperInput;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.text.Report;
import dev.latchkey.cli.text.Results;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers Docker's client (docker-credential-helpers). */
public record DockerCredentialCommand(
        Options options, Terminal terminal, Results results, Selection selection, TokenAccess access)
        implements Command {
    /** By this text Docker's client knows that the helper just does not have it. */
    private static final String NOT_FOUND = "credentials not found in native keychain";

    @Override
    public ExitCode run() {
        return switch (options.words().get(0)) {
            case "get" -> get(HelperInput.line(HelperInput.read(terminal.in())));
            case "list" -> list();
            // "store" and "erase": a login is ended by "latchkey logout".
            default -> ExitCode.DONE;
        };
    }

    /** @param registry as the user wrote it: {@code registry.example.com} or {@code https://registry.example.com/v2/} */
    private ExitCode get(String registry) {
        // Docker Hub's own name has a scheme and a path: https://index.docker.io/v1/
        Optional<Origin> origin =
                registry.contains("://") ? HelperInput.origin(registry) : Origin.ofAuthority("https", registry);
        if (origin.filter(selection::mayReceive).isEmpty()) {
            terminal.out().println(NOT_FOUND);
            return ExitCode.UNEXPECTED;
        }
        String name = HelperInput.checkedName("--as", username());
        results.print(Report.object(
                "ServerURL", registry,
                "Username", name,
                "Secret", access.get().token().reveal()));
        return ExitCode.DONE;
    }

    private ExitCode list() {
        Map<String, Object> registries = new LinkedHashMap<>();
        for (Origin origin : selection.provider().provider().allowedOrigins()) {
            registries.put(origin.toString(), username());
        }
        results.print(registries);
        return ExitCode.DONE;
    }

    private String username() {
        String given = options.value("as");
        return given == null ? "oauth2accesstoken" : given;
    }
}

package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BearerToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Answers git (git-credential(1), gitcredentials(7)) and Docker's client (docker-credential-helpers). */
record CredentialCommand(Options options, Terminal terminal, Results results, Selection selection) implements Command {
    @Override
    public ExitCode run() {
        String operation = options.words().get(0);
        return options.command().startsWith("git") ? git(operation) : docker(operation);
    }

    private ExitCode git(String operation) {
        GitCredential asked = GitCredential.parse(HelperInput.read(terminal.in()));
        Optional<Origin> origin = asked.origin();
        // Another helper may have a credential; git asks the next one.
        if (origin.isEmpty() || !selection.mayReceive(origin.get())) {
            return ExitCode.DONE;
        }
        if (operation.equals("get")) {
            String name = HelperInput.checkedName("--as", username("oauth2"));
            Selection.Token found = selection.token();
            asked.answer(name, found.token(), found.expiresAt())
                    .ifPresent(answer -> terminal.out().print(answer.reveal()));
        } else if (operation.equals("erase")) {
            asked.refused().ifPresent(this::renew);
        }
        return ExitCode.DONE; // There is nothing to store. Unknown operations must be ignored.
    }

    /** The server refused this credential. If it is the stored token, the next "get" must not return it again. */
    private void renew(Secret refused) {
        AuthSession session = selection.open();
        BearerToken present = session.bearerToken();
        if (present.token().equals(refused)) {
            session.renewRefused(present.generation());
        }
    }

    private ExitCode docker(String operation) {
        String username = username("oauth2accesstoken");
        if (operation.equals("get")) {
            return get(HelperInput.line(HelperInput.read(terminal.in())), username);
        }
        if (operation.equals("list")) {
            Map<String, Object> registries = new LinkedHashMap<>();
            for (Origin origin : selection.provider().provider().allowedOrigins()) {
                registries.put(origin.toString(), username);
            }
            results.print(registries);
        }
        return ExitCode.DONE; // "store" and "erase" do nothing: "latchkey logout" ends a login.
    }

    /** @param registry as the user typed it: {@code registry.example.com} or {@code https://registry.example.com/v2/} */
    private ExitCode get(String registry, String username) {
        // Docker Hub's own name has a scheme and a path: https://index.docker.io/v1/
        Optional<Origin> origin =
                registry.contains("://") ? HelperInput.origin(registry) : Origin.ofAuthority("https", registry);
        if (origin.filter(selection::mayReceive).isEmpty()) {
            // From this text Docker's client recognizes that the helper has no such credentials.
            terminal.out().println("credentials not found in native keychain");
            return ExitCode.UNEXPECTED;
        }
        String name = HelperInput.checkedName("--as", username);
        String token = selection.token().token().reveal();
        results.print(Results.object("ServerURL", registry, "Username", name, "Secret", token));
        return ExitCode.DONE;
    }

    private String username(String usual) {
        return Objects.requireNonNullElse(options.value("as"), usual);
    }
}

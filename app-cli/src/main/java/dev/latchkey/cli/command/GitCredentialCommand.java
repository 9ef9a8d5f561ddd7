package dev.latchkey.cli.command;

import dev.latchkey.cli.credential.GitCredential;
import dev.latchkey.cli.credential.HelperInput;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BearerToken;
import java.util.Optional;

/** Answers git (git-credential(1), gitcredentials(7)). */
public record GitCredentialCommand(Options options, Terminal terminal, Selection selection, TokenAccess access)
        implements Command {
    @Override
    public ExitCode run() {
        GitCredential asked = GitCredential.parse(HelperInput.read(terminal.in()));
        Optional<Origin> origin = asked.origin();
        // Others may have it: git asks the next helper.
        if (origin.isEmpty() || !selection.mayReceive(origin.get())) {
            return ExitCode.DONE;
        }
        switch (options.words().get(0)) {
            case "get" -> {
                String given = options.value("as");
                String name = HelperInput.checkedName("--as", given == null ? "oauth2" : given);
                TokenAccess.Token found = access.get();
                asked.answer(name, found.token(), found.expiresAtMillis())
                        .ifPresent(answer -> terminal.out().print(answer.reveal()));
            }
            case "erase" -> asked.refused().ifPresent(this::renew);
            // "store": there is nothing to store; and operations to come are to be passed over.
            default -> {}
        }
        return ExitCode.DONE;
    }

    /** The server refused it: if it is the one that we have, the next "get" must not give it again. */
    private void renew(Secret refused) {
        AuthSession session = selection.open();
        BearerToken present = session.bearerToken();
        if (present.token().equals(refused)) {
            session.renewRefused(present.generation());
        }
    }
}

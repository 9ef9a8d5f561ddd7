package dev.latchkey.cli.command;

import dev.latchkey.cli.credential.GitCredential;
import dev.latchkey.cli.credential.HelperInput;
import dev.latchkey.cli.credential.PlainName;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BearerToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers git (git-credential(1), gitcredentials(7)). */
final class GitCredentialCommand implements BaseCommand {
    private static final String USUAL = "oauth2";

    private final String username;
    private final String operation;

    GitCredentialCommand(ParsedLine line) {
        this.username = orUsual(line.value("as"));
        this.operation = line.words().get(0);
    }

    private static String orUsual(@Nullable String given) {
        return given == null ? USUAL : given;
    }

    @Override
    public ExitCode run(CliComponent cli) {
        GitCredential asked =
                GitCredential.parse(HelperInput.read(cli.terminal().in()));
        Optional<Origin> origin = asked.origin();
        // Others may have it: git asks the next helper.
        if (origin.isEmpty() || !AllowedOrigins.has(cli, origin.get())) {
            return ExitCode.DONE;
        }
        switch (operation) {
            case "get" -> {
                String name = PlainName.checked("--as", username);
                TokenAccess access = TokenAccess.of(cli, null);
                asked.answer(name, access.token(), access.expiresAtMillis())
                        .ifPresent(answer -> cli.terminal().out().print(answer.reveal()));
            }
            case "erase" -> asked.refused().ifPresent(refused -> renew(cli, refused));
            // "store": there is nothing to store; and operations to come are to be passed over.
            default -> {}
        }
        return ExitCode.DONE;
    }

    /** The server refused it: if it is the one that we have, the next "get" must not give it again. */
    private static void renew(CliComponent cli, Secret refused) {
        AuthSession session = cli.sessions().open(cli.provider(), cli.accounts().selected(cli.provider()));
        BearerToken present = session.bearerToken();
        if (present.token().equals(refused)) {
            session.renewRefused(present.generation());
        }
    }
}

package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.session.CommandHint;
import dev.latchkey.cli.session.NotLoggedIn;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.AuthException;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.model.SessionId;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LogoutResult;
import java.util.List;
import java.util.Optional;

/** Ends a session, or all of a provider. */
final class LogoutCommand implements BaseCommand {
    private final boolean all;
    private final boolean local;

    LogoutCommand(ParsedLine line) {
        this.all = line.has("all");
        this.local = line.has("local");
    }

    @Override
    public ExitCode run(CliComponent cli) {
        if (all && cli.options().username().isPresent()) {
            throw new UsageException("--all means every account, so none can be named. Leave out one of the two.");
        }
        SelectedProvider provider = cli.provider();
        if (!all) {
            ExitCode code = logout(cli, provider, cli.accounts().selected(provider));
            tellOthers(cli, provider);
            return code;
        }
        // Also those whose logout was stopped: this finishes it.
        List<SessionId> stored = cli.store().of(provider.name());
        if (stored.isEmpty()) {
            cli.terminal().note("Not logged in to " + provider.shown() + ".");
        }
        ExitCode worst = ExitCode.DONE;
        for (SessionId id : stored) {
            ExitCode code = tryLogout(cli, provider, id);
            worst = worst == ExitCode.DONE ? code : worst;
        }
        return worst;
    }

    /** One that cannot be ended does not keep the others. */
    private ExitCode tryLogout(CliComponent cli, SelectedProvider provider, SessionId id) {
        try {
            return logout(cli, provider, id);
        } catch (AuthException e) {
            return FailureReport.print(e, cli.terminal().err(), cli.options().isVerbose());
        }
    }

    private ExitCode logout(CliComponent cli, SelectedProvider provider, SessionId id) {
        AuthSession session = cli.sessions().open(provider, id);
        LogoutResult result = session.logout(local);
        LoginNotes.forget(cli, provider, id);
        if (result.wasLoggedIn()) {
            cli.terminal()
                    .say("Logged out at " + provider.shown() + ": the session of " + AccountName.shown(id.account())
                            + " is deleted here" + server(result) + ".");
        } else {
            cli.terminal()
                    .note("Not logged in to " + provider.shown() + ": there is no session at " + session.location()
                            + ".");
        }
        return ExitCode.DONE;
    }

    /** The commands that follow need to know an account, where there was one that they did not have to name. */
    private static void tellOthers(CliComponent cli, SelectedProvider provider) {
        List<String> others = NotLoggedIn.accounts(provider, cli.store());
        if (provider.sharedWith().isPresent() || others.isEmpty()) {
            return;
        }
        Optional<SessionId> next =
                LoginNotes.readable(() -> cli.accounts().current(provider)).filter(id -> others.contains(id.account()));
        if (next.isPresent()) {
            cli.terminal()
                    .note("Still logged in: " + NotLoggedIn.named(others) + ". Current account: "
                            + AccountName.shown(next.get().account()) + ".");
        } else {
            cli.terminal()
                    .note("Still logged in: " + NotLoggedIn.named(others) + ". Run: "
                            + CommandHint.change(cli.options(), provider, others.get(0)));
        }
    }

    private String server(LogoutResult result) {
        if (result.revocation().isEmpty()) {
            return local ? "; the server was not told, so the tokens stay valid until they expire" : "";
        }
        return switch (result.revocation().get()) {
            case DONE -> " and revoked at the server";
            case NOT_OFFERED -> "; the server offers no revocation, so the tokens stay valid until they expire";
            case REFUSED -> "; the server refused to revoke it, so the tokens stay valid until they expire";
            case UNREACHABLE ->
                "; the server could not be reached to revoke it, so the tokens stay valid until they expire";
        };
    }
}

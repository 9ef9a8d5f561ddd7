package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.FailureReport;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.model.SessionId;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LogoutResult;
import dev.latchkey.session.LogoutScope;
import jakarta.inject.Provider;
import java.util.List;

/** Ends a session, or all sessions of a provider. */
record LogoutCommand(Options options, Terminal terminal, Selection selection, Provider<ClientSettings> settings)
        implements Command {
    @Override
    public ExitCode run() {
        if (!options.has("all")) {
            logout(selection.account());
            tellOthers();
            return ExitCode.DONE;
        }
        if (options.account().isPresent()) {
            throw new UsageException("--all means every account, so none can be named. Leave out one of the two.");
        }
        // Includes sessions whose logout was interrupted; this completes it.
        List<SessionId> stored = selection.store().of(selection.provider().name());
        if (stored.isEmpty()) {
            terminal.note("Not logged in to " + selection.provider().shown() + ".");
        }
        ExitCode worst = ExitCode.DONE;
        for (SessionId id : stored) {
            try {
                logout(id);
            } catch (AuthException e) { // A failure does not prevent the other logouts.
                ExitCode code = FailureReport.print(e, terminal, options.has("verbose"));
                worst = worst == ExitCode.DONE ? code : worst;
            }
        }
        return worst;
    }

    private void logout(SessionId id) {
        if (!options.has("local")) {
            settings.get(); // If this fails, it fails before the session is marked as logged out.
        }
        AuthSession session = selection.open(id);
        LogoutResult result =
                session.logout(options.has("local") ? LogoutScope.LOCAL_ONLY : LogoutScope.SERVER_AND_LOCAL);
        try {
            selection.accounts().deselect(selection.provider(), id);
        } catch (AuthException e) {
            terminal.warn("The session is deleted, but its account could not be unset as the current one. "
                    + FailureReport.message(e));
        }
        String provider = selection.provider().shown();
        if (result.wasLoggedIn()) {
            terminal.say("Logged out at " + provider + ": the session of " + AccountName.shown(id.account())
                    + " is deleted here" + server(result) + ".");
        } else {
            terminal.note("Not logged in to " + provider + ": there is no session at " + session.location() + ".");
        }
    }

    /** The next commands may need an account name if the current account is gone. */
    private void tellOthers() {
        List<String> others = selection.loggedIn();
        if (selection.provider().sharedWith().isPresent() || others.isEmpty()) {
            return;
        }
        String next = "Run: " + selection.change(others.get(0));
        try {
            String current = selection.accounts().current(selection.provider()).account();
            next = others.contains(current) ? "Current account: " + AccountName.shown(current) + "." : next;
        } catch (StorageException e) {
            // No other account is known then.
        }
        terminal.note("Still logged in: " + Selection.named(others) + ". " + next);
    }

    private String server(LogoutResult result) {
        String valid = ", so the tokens stay valid until they expire";
        if (result.revocation().isEmpty()) {
            return "; the server was not told" + valid;
        }
        return switch (result.revocation().get()) {
            case DONE -> " and revoked at the server";
            case NOT_OFFERED -> "; the server offers no revocation" + valid;
            case REFUSED -> "; the server refused to revoke it" + valid;
            case UNREACHABLE -> "; the server could not be reached to revoke it" + valid;
        };
    }
}

package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.session.CommandHint;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.LocalLogin;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.model.SessionId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What commands note beside the sessions: which store a provider's are in, and which account is the current one. A session that is
 * stored or deleted is so whether or not that could be noted, and both can be found out from the sessions.
 */
final class LoginNotes {
    private LoginNotes() {}

    /** What could not be noted after a login. */
    static void tell(CliComponent cli, SelectedProvider provider, LocalLogin.Result result) {
        String account = result.login().id().account();
        AuthException store = result.storeNotNoted();
        if (store != null) {
            warn(
                    cli,
                    "The session is stored, but which store it is in could not be noted: the next login may need --store "
                            + result.store().kind() + ".",
                    store);
        }
        AuthException selected = result.accountNotSelected();
        if (selected != null) {
            warn(
                    cli,
                    "The session is stored, but the current account could not be set: name it with --username "
                            + AccountName.shown(account) + ", or run: "
                            + CommandHint.change(cli.options(), provider, account),
                    selected);
        }
    }

    /** Notes that a session is gone. */
    static void forget(CliComponent cli, SelectedProvider provider, SessionId id) {
        try {
            cli.accounts().deselect(provider, id);
        } catch (AuthException e) {
            warn(cli, "The session is deleted, but its account could not be unset as the current one.", e);
        }
    }

    /** Which account is meant, for what can do without where that cannot be read. */
    static Optional<SessionId> readable(Supplier<SessionId> account) {
        try {
            return Optional.of(account.get());
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    private static void warn(CliComponent cli, String outcome, AuthException why) {
        cli.terminal().warn(outcome + " " + FailureReport.message(why));
    }
}

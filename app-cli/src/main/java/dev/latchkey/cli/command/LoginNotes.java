package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.session.CommandHint;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.SessionId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What commands note beside the sessions: which store a provider's are in, and which account is the current one. A session that is
 * stored or deleted is so whether or not that could be noted, and both can be found out from the sessions.
 */
final class LoginNotes {
    private LoginNotes() {}

    /** Notes where a login's session is and that it is the current one; what cannot be noted is told. */
    static void keep(CliComponent cli, SelectedProvider provider, SessionId id, StoreKind kind) {
        String account = id.account();
        warnIfItFails(
                cli,
                "The session is stored, but which store it is in could not be noted: the next login may need --store "
                        + kind + ".",
                () -> cli.storeChoice().record(provider.name(), kind));
        warnIfItFails(
                cli,
                "The session is stored, but the current account could not be set: name it with --username "
                        + AccountName.shown(account) + ", or run: "
                        + CommandHint.change(cli.options(), provider, account),
                () -> cli.accounts().select(provider, id));
    }

    /** Notes that a session is gone. */
    static void forget(CliComponent cli, SelectedProvider provider, SessionId id) {
        warnIfItFails(
                cli,
                "The session is deleted, but its account could not be unset as the current one.",
                () -> cli.accounts().deselect(provider, id));
    }

    /** Which account is meant, for what can do without where that cannot be read. */
    static Optional<SessionId> readable(Supplier<SessionId> account) {
        try {
            return Optional.of(account.get());
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    private static void warnIfItFails(CliComponent cli, String outcome, Runnable note) {
        try {
            note.run();
        } catch (AuthException e) {
            cli.terminal().warn(outcome + " " + FailureReport.message(e));
        }
    }
}

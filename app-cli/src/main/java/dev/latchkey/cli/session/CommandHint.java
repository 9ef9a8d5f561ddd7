package dev.latchkey.cli.session;

import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.model.SessionId;

/** Commands to type next: each names the same provider as the command line that came to nothing. */
public final class CommandHint {
    private CommandHint() {}

    /** The login for this account. */
    public static String login(GlobalOptions options, SelectedProvider provider, SessionId id) {
        String account = id.isDefaultAccount() ? "" : " --username " + AccountName.shown(id.account());
        return "latchkey login" + options.typed(provider.name()) + account;
    }

    /** Makes this account the current one. */
    public static String change(GlobalOptions options, SelectedProvider provider, String account) {
        return "latchkey switch" + options.typed(provider.name()) + " " + AccountName.shown(account);
    }
}

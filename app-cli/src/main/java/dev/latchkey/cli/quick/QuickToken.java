package dev.latchkey.cli.quick;

import dev.latchkey.cli.provider.ProviderFiles;
import dev.latchkey.cli.provider.ProviderSelection;
import dev.latchkey.cli.provider.SelectedProvider;
import dev.latchkey.cli.session.Accounts;
import dev.latchkey.cli.session.ApiKeyAccess;
import dev.latchkey.cli.wiring.Environment;
import dev.latchkey.file.CurrentAccounts;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.Json;
import org.jspecify.annotations.Nullable;

/**
 * What {@code latchkey token} prints, found without an option parser, a graph of objects or an HTTP client: a script that asks
 * for a token before each request waits for the JVM and for little else. Only a token that is fresh, in a plain file, and about
 * which there is nothing to say is found; whatever else comes up, the whole command line is to be run.
 */
public final class QuickToken {
    private QuickToken() {}

    /** The line to print, or null where the command line proper has to find out; nothing is printed or changed. */
    public static @Nullable Secret line(String[] arguments, Environment environment) {
        try {
            TokenArguments wanted = TokenArguments.read(arguments);
            if (wanted == null || ApiKeyAccess.isConfigured(environment.variables())) {
                return null;
            }
            Secret token = token(wanted, environment);
            return token == null || !wanted.asHeader() ? token : Secret.of("Authorization: Bearer " + token.reveal());
        } catch (RuntimeException e) {
            return null; // The command line proper comes to the same end and says it well.
        }
    }

    private static @Nullable Secret token(TokenArguments wanted, Environment environment) {
        LatchkeyFolders folders =
                LatchkeyFolders.of(environment.variables(), environment.userHome(), environment.system());
        Json json = MoshiJson.withUnparsedNumbers();
        ProviderFiles files = new ProviderFiles(folders.home().resolve("providers"), json);
        SelectedProvider provider = new ProviderSelection(wanted.options(), environment.variables(), files).select();
        CurrentAccounts current = new CurrentAccounts(folders.sessions());
        SessionId id = new Accounts(wanted.options(), current).selected(provider);
        return new FreshSession(folders, json).token(provider.provider(), id);
    }
}

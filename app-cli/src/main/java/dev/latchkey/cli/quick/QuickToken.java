package dev.latchkey.cli.quick;

import dev.latchkey.cli.json.QuickJson;
import dev.latchkey.cli.options.ConfigFromOptions;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.options.PlainArguments;
import dev.latchkey.cli.wiring.Environment;
import dev.latchkey.file.CurrentAccounts;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.preset.ApiKeyPlaces;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderFiles;
import dev.latchkey.local.provider.ProviderSelection;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.Json;
import java.util.List;
import java.util.function.Function;
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
            PlainArguments wanted = PlainArguments.read(arguments);
            if (wanted == null || !wanted.command().equals("token")) {
                return null;
            }
            return switch (wanted.own().getOrDefault("--format", "raw")) {
                case "raw" -> token(wanted.options(), environment);
                case "header" -> header(token(wanted.options(), environment));
                default -> null;
            };
        } catch (RuntimeException e) {
            return null; // The command line proper comes to the same end and says it well.
        }
    }

    private static @Nullable Secret header(@Nullable Secret token) {
        return token == null ? null : Secret.of("Authorization: Bearer " + token.reveal());
    }

    private static @Nullable Secret token(GlobalOptions options, Environment environment) {
        LatchkeyFolders folders = Presets.folders(environment.user());
        Json json = new QuickJson(new MoshiJson());
        ProviderFiles files = new ProviderFiles(folders, json);
        SelectedProvider provider =
                new ProviderSelection(environment.variables(), files).select(ConfigFromOptions.request(options));
        ApiKeyPlaces keys = provider.keys();
        if (keys != null && keys.isConfigured(environment.variables())) {
            return null;
        }
        CurrentAccounts current = new CurrentAccounts(folders);
        SessionId id = new Accounts(options.username(), current, new Unlisted()).selected(provider);
        return new FreshSession(folders, json, environment.time()).token(provider.provider(), id);
    }

    /** Where the sessions have to be listed, it is left to the command line proper. No lambda: to set one up takes time. */
    private static final class Unlisted implements Function<String, List<SessionId>> {
        @Override
        public List<SessionId> apply(String provider) {
            throw new IllegalStateException("not looked at");
        }
    }
}

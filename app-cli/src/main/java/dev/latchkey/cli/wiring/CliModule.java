package dev.latchkey.cli.wiring;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.session.SessionNotes;
import dev.latchkey.console.Terminal;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.KeyringOptions.Person;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.guard.OsKeyring;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.session.RenewalStyle;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** The adapters, and the user's installation. OkHttp and the keyring are created when first used. */
@Module
interface CliModule {
    @Provides
    @Singleton
    static Json json() {
        return new MoshiJson();
    }

    @Provides
    @Singleton
    static LocalInstallation installation(
            Environment environment,
            Options options,
            Terminal terminal,
            Lazy<OkHttpTransport> okHttp,
            Json json,
            Lazy<GuardedKeyring> keyring,
            SessionNotes notes) {
        HttpTransport http = new LazyTransport(okHttp, options, terminal, environment);
        LocalInstallation.Builder builder = LocalInstallation.builder(http, json, environment.time())
                .user(environment.user())
                .store(StoreKind.KEYRING.toString(), new KeyringStores(keyring))
                .warnings(notes)
                .listener(notes)
                .renewal(RenewalStyle.WAIT);
        String database = environment.variables().getOrDefault("LATCHKEY_DATABASE", "");
        // Whether a new provider becomes the default one must not depend on whether the database answers.
        if (!database.isEmpty() && !options.command().equals("provider add")) {
            builder.store(StoreKind.DATABASE.toString(), new DatabaseStores(database, environment, notes));
        }
        return builder.build();
    }

    @Provides
    @Singleton
    static Selection selection(
            Options options, Environment environment, Provider<LocalInstallation> installation, OpenSessions opened) {
        return new Selection(options, environment, installation, opened);
    }

    @Provides
    @Singleton
    static OkHttpTransport okHttp(ClientSettings settings) {
        return new OkHttpTransport(settings);
    }

    /** The HTTP client settings, for the core's requests and for the user's own. */
    @Provides
    @Singleton
    static ClientSettings settings(Environment environment, Options options, Selection selection) {
        Path caFile = selection.provider().caFile().orElse(null);
        String origin = "";
        try {
            ClientSettings.Builder settings =
                    ClientSettings.builder().userAgent("latchkey-cli").environment(environment.variables());
            origin = options.has("ca-file")
                    ? "--ca-file: "
                    : "ca_file of " + selection.provider().shown() + ": ";
            return (caFile == null ? settings : settings.trustAlso(caFile)).build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(origin + e.getMessage() + ".", e);
        }
    }

    @Provides
    @Singleton
    static GuardedKeyring keyring(Environment environment, Terminal terminal) {
        GuardedKeyring given = environment.keyring();
        return given != null
                ? given
                : OsKeyring.open(
                        KeyringOptions.ofThisSystem(terminal.errIsTerminal() ? Person.PRESENT : Person.ABSENT));
    }
}

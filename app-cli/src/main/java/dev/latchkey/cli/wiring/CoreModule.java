package dev.latchkey.cli.wiring;

import dagger.Module;
import dagger.Provides;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.options.ConfigFromOptions;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.session.NotLoggedIn;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.session.SessionNotes;
import dev.latchkey.cli.session.Sessions;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.ProviderFiles;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.RenewalStyle;
import jakarta.inject.Singleton;

/** The person's installation, and which provider and account a command is about. */
@Module
final class CoreModule {
    private CoreModule() {}

    @Provides
    static GlobalOptions options(ParsedLine line) {
        return new GlobalOptions(line);
    }

    @Provides
    @Singleton
    static LocalInstallation installation(
            Environment environment,
            HttpTransport http,
            Json json,
            TimeSource time,
            KeyringStores keyring,
            Terminal terminal,
            SessionNotes notes) {
        return LocalInstallation.builder(http, json, time)
                .user(environment.user())
                .store(StoreKind.KEYRING.toString(), keyring)
                .warnings(terminal::warn)
                .listener(notes)
                .renewal(RenewalStyle.WAIT)
                .build();
    }

    @Provides
    static Adapters adapters(LocalInstallation installation) {
        return installation.adapters();
    }

    @Provides
    static LocalStores stores(LocalInstallation installation) {
        return installation.stores();
    }

    @Provides
    static RenamedStore store(LocalStores stores) {
        return stores.sessions();
    }

    @Provides
    static ProviderFiles providerFiles(LocalInstallation installation) {
        return installation.providers();
    }

    @Provides
    static Sessions sessions(LocalInstallation installation, OpenSessions open) {
        return new Sessions(installation, open);
    }

    @Provides
    @Singleton
    static SessionNotes notes(Terminal terminal, GlobalOptions options) {
        return new SessionNotes(terminal, options.isVerbose());
    }

    @Provides
    @Singleton
    static SelectedProvider provider(GlobalOptions options, LocalInstallation installation) {
        return installation.provider(ConfigFromOptions.request(options));
    }

    @Provides
    static Accounts accounts(GlobalOptions options, LocalInstallation installation) {
        return installation.accounts(options.username());
    }

    @Provides
    static NotLoggedIn notLoggedIn(
            GlobalOptions options, SelectedProvider provider, Accounts accounts, RenamedStore store) {
        return new NotLoggedIn(options, provider, accounts, store);
    }
}

package dev.latchkey.cli.wiring;

import dagger.Module;
import dagger.Provides;
import dev.latchkey.cli.options.ConfigFromOptions;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.session.NotLoggedIn;
import dev.latchkey.cli.session.SessionNotes;
import dev.latchkey.console.Terminal;
import dev.latchkey.file.CurrentAccounts;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.provider.ProviderFiles;
import dev.latchkey.local.provider.ProviderSelection;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.session.OpenSessions;
import dev.latchkey.local.session.Sessions;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.local.storage.RenamingLock;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.Adapters;
import jakarta.inject.Singleton;

/** The core with its adapters, and which provider it is about. */
@Module
final class CoreModule {
    private CoreModule() {}

    @Provides
    @Singleton
    static Adapters adapters(
            HttpTransport http, Json json, RenamedStore store, RenamingLock lock, TimeSource time, SessionNotes notes) {
        return Adapters.of(http, json, store, lock, time).withListener(notes);
    }

    @Provides
    static Sessions sessions(Adapters adapters, OpenSessions open) {
        return new Sessions(adapters, open);
    }

    @Provides
    @Singleton
    static SessionNotes notes(Terminal terminal, GlobalOptions options) {
        return new SessionNotes(terminal, options.isVerbose());
    }

    @Provides
    static ProviderFiles providerFiles(LatchkeyFolders folders, Json json) {
        return new ProviderFiles(folders, json);
    }

    @Provides
    @Singleton
    static SelectedProvider provider(GlobalOptions options, Environment environment, ProviderFiles files) {
        return new ProviderSelection(environment.variables(), files).select(ConfigFromOptions.request(options));
    }

    @Provides
    static Accounts accounts(GlobalOptions options, CurrentAccounts current, RenamedStore store) {
        return new Accounts(options.username(), current, store::of);
    }

    @Provides
    static NotLoggedIn notLoggedIn(
            GlobalOptions options, SelectedProvider provider, Accounts accounts, RenamedStore store) {
        return new NotLoggedIn(options, provider, accounts, store);
    }
}

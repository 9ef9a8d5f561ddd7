package dev.latchkey.cli.wiring;

import dagger.BindsInstance;
import dagger.Component;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.session.NotLoggedIn;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.session.SessionNotes;
import dev.latchkey.cli.session.Sessions;
import dev.latchkey.cli.text.JsonLines;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.ProviderFiles;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.Adapters;
import jakarta.inject.Singleton;

/** Everything that a command can ask for; each thing is made when it is first asked for. One graph for each command. */
@Singleton
@Component(modules = {ClockModule.class, HttpModule.class, JsonModule.class, KeyringModule.class, CoreModule.class})
public interface CliComponent {
    Environment environment();

    Terminal terminal();

    /** What was typed. */
    ParsedLine line();

    GlobalOptions options();

    JsonLines jsonLines();

    Json json();

    TimeSource time();

    /** What the person has on this machine. */
    LocalInstallation installation();

    ProviderFiles providerFiles();

    /** The provider that the options name; asking fails if there is none. */
    SelectedProvider provider();

    Accounts accounts();

    NotLoggedIn notLoggedIn();

    Adapters adapters();

    RenamedStore store();

    /** The stores that sessions are in. */
    LocalStores stores();

    OpenSessions openSessions();

    Sessions sessions();

    SessionNotes notes();

    /** How to reach servers; for the core's calls and for the person's own. */
    ClientSettings clientSettings();

    /** Makes the graph. */
    @Component.Factory
    interface Factory {
        CliComponent create(
                @BindsInstance Environment environment,
                @BindsInstance Terminal terminal,
                @BindsInstance ParsedLine line,
                @BindsInstance OpenSessions openSessions);
    }
}

package dev.latchkey.cli.wiring;

import dagger.BindsInstance;
import dagger.Component;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.session.SessionNotes;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.port.Json;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** What {@code Commands} makes commands of; each thing is made when it is first asked for. One graph for each run. */
@Singleton
@Component(modules = CliModule.class)
public interface CliComponent {
    Options options();

    Json json();

    Selection selection();

    SessionNotes notes();

    /** What the person has on this machine; asking fails where there is no home. */
    Provider<LocalInstallation> installation();

    /** How to reach servers; asking fails if there is no such provider. */
    Provider<ClientSettings> clientSettings();

    /** Makes the graph. */
    @Component.Factory
    interface Factory {
        CliComponent create(
                @BindsInstance Environment environment,
                @BindsInstance Terminal terminal,
                @BindsInstance Options options,
                @BindsInstance SessionNotes notes,
                @BindsInstance OpenSessions openSessions);
    }
}

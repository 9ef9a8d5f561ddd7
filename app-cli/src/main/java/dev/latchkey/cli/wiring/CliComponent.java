package dev.latchkey.cli.wiring;

import dagger.BindsInstance;
import dagger.Component;
import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.session.SessionNotes;
import dev.latchkey.console.Terminal;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.port.Json;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** The object graph from which {@code Commands} creates commands. Objects are created when first requested. One graph per run. */
@Singleton
@Component(modules = CliModule.class)
public interface CliComponent {
    Json json();

    Selection selection();

    SessionNotes notes();

    /** The HTTP client settings; getting them fails if there is no such provider. */
    Provider<ClientSettings> clientSettings();

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

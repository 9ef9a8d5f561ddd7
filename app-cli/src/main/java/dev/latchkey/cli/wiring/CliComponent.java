package dev.latchkey.cli.wiring;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Results.SessionNotes;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.TransportException;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.KeyringOptions.Person;
import dev.latchkey.keyring.KeyringStatus;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.guard.OsKeyring;
import dev.latchkey.keyring.seal.KeyringSessionStore;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.StoreCheck;
import dev.latchkey.local.storage.StoreCheck.Outcome;
import dev.latchkey.local.storage.StoreFactory;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.local.storage.StoreSite;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Uris;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RenewalStyle;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The object graph from which {@code Commands} creates commands. Objects are created when first requested. One graph per run. */
@Singleton
@Component(modules = CliComponent.CliModule.class)
public interface CliComponent {
    Json json();

    Selection selection();

    Results results();

    SessionNotes notes();

    /** The HTTP client settings; getting them fails if there is no such provider. */
    Provider<ClientSettings> clientSettings();

    @Component.Factory
    interface Factory {
        /** @param opened receives the sessions that are opened */
        CliComponent create(
                @BindsInstance Environment environment,
                @BindsInstance Terminal terminal,
                @BindsInstance Options options,
                @BindsInstance List<AuthSession> opened);
    }

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
        static Results results(Terminal terminal, Json json, Options options) {
            return new Results(terminal, json, options);
        }

        @Provides
        @Singleton
        static SessionNotes notes(Terminal terminal, Options options) {
            return new SessionNotes(terminal, options);
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
                Options options,
                Environment environment,
                Terminal terminal,
                Provider<LocalInstallation> installed,
                Provider<SelectedProvider> selected,
                List<AuthSession> opened) {
            return new Selection(options, environment, terminal, installed, selected, opened);
        }

        @Provides
        @Singleton
        static SelectedProvider provider(LocalInstallation installation, Options options) {
            return installation.provider(options.request());
        }

        @Provides
        @Singleton
        static OkHttpTransport okHttp(ClientSettings settings) {
            return new OkHttpTransport(settings);
        }

        /** The HTTP client settings, for the core's requests and for the user's own. */
        @Provides
        @Singleton
        static ClientSettings settings(Environment environment, Options options, SelectedProvider provider) {
            Path caFile = provider.caFile().orElse(null);
            String origin = "";
            try {
                ClientSettings.Builder settings =
                        ClientSettings.builder().userAgent("latchkey-cli").environment(environment.variables());
                origin = options.has("ca-file") ? "--ca-file: " : "ca_file of " + provider.shown() + ": ";
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

    /**
     * HTTP with OkHttp, which is loaded for the first request. With {@code --verbose}, logs one line per exchange: method, URL without its
     * query, status, time; never a header or a body.
     */
    record LazyTransport(Lazy<OkHttpTransport> okHttp, Options options, Terminal terminal, Environment environment)
            implements HttpTransport {
        @Override
        public HttpReply exchange(HttpCall call) throws TransportException {
            if (!options.has("verbose")) {
                return okHttp.get().exchange(call);
            }
            long start = environment.time().monotonicNanos();
            try {
                HttpReply reply = okHttp.get().exchange(call);
                tell(call, "status " + reply.status(), start);
                return reply;
            } catch (TransportException e) {
                tell(call, "no reply, " + e.kind(), start);
                throw e;
            }
        }

        private void tell(HttpCall call, String outcome, long start) {
            long millis = (environment.time().monotonicNanos() - start) / 1_000_000;
            terminal.note("latchkey: " + call.method() + " " + Uris.shown(call.uri()) + ": " + outcome + " after "
                    + millis + " ms");
        }
    }

    /**
     * Files that are sealed with a key in the OS keyring.
     *
     * @param keyring not a method reference to {@code get}, which alone would load the keyring's classes
     */
    record KeyringStores(Lazy<GuardedKeyring> keyring) implements StoreFactory {
        @Override
        public SessionStore open(StoreSite site) {
            return new KeyringSessionStore(
                    site.documents(), site.lock(), keyring.get(), site.keyNames(), site.others());
        }

        @Override
        public StoreCheck look() {
            return check(false);
        }

        @Override
        public StoreCheck tryOut() {
            return check(true);
        }

        private StoreCheck check(boolean withTrial) {
            KeyringStatus status = keyring.get().probe();
            Outcome outcome =
                    status.isReady() ? Outcome.READY : status.state().isAbsent() ? Outcome.ABSENT : Outcome.UNUSABLE;
            Reason reason = status.state().reason();
            String message = status.message();
            String state = status.state().name();
            Duration roundTrip = null;
            if (withTrial && status.isReady()) {
                try {
                    roundTrip = keyring.get().tryOut();
                } catch (StorageException e) { // It looked ready and then failed, so the failure describes its state.
                    outcome = Outcome.UNUSABLE;
                    reason = e.reason();
                    message = String.valueOf(e.getMessage());
                    state = reason.name();
                }
            }
            String shown = state.toLowerCase(Locale.ROOT);
            return new StoreCheck(outcome, reason, status.kind().title(), message, shown, status.latency(), roundTrip);
        }
    }
}

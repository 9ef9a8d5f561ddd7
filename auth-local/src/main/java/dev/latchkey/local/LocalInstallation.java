package dev.latchkey.local;

import dev.latchkey.error.StorageException;
import dev.latchkey.file.CurrentAccounts;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ConfigurationException;
import dev.latchkey.local.provider.DefaultProvider;
import dev.latchkey.local.provider.PresetConfigs;
import dev.latchkey.local.provider.ProviderFiles;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.local.provider.ProviderSelection;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.local.storage.StoreFactory;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionListener;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RenewalStyle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One person's installation on one machine: its folders, the providers that are set up, the accounts, and the stores that their
 * sessions are in. Nothing is read until it is asked for. Safe for use by several threads.
 */
public final class LocalInstallation {
    private final UserEnvironment user;
    private final LatchkeyFolders folders;
    private final ProviderFiles providers;
    private final LocalStores stores;
    private final Adapters adapters;
    private final RenewalStyle renewal;

    private LocalInstallation(Builder builder) {
        this.user = builder.user;
        this.folders = builder.folders == null ? Presets.folders(user) : builder.folders;
        this.providers = new ProviderFiles(folders, builder.json);
        Consumer<String> warnings = builder.warnings == null ? warning -> {} : builder.warnings;
        this.stores = new LocalStores(folders, builder.stores, user, builder.json, builder.time, warnings);
        Adapters plain = Adapters.of(builder.http, builder.json, stores.sessions(), stores.lock(), builder.time);
        this.adapters = builder.listener == null ? plain : plain.withListener(builder.listener);
        this.renewal = builder.renewal;
    }

    /**
     * Begins one of this process's user.
     *
     * @param http reaches the servers
     * @param json reads and writes what is stored
     */
    public static Builder builder(HttpTransport http, Json json, TimeSource time) {
        return new Builder(http, json, time);
    }

    /** Where everything is kept. */
    public LatchkeyFolders folders() {
        return folders;
    }

    /** The providers that are set up. */
    public ProviderFiles providers() {
        return providers;
    }

    /** Which of them is meant where nobody names one. */
    public DefaultProvider defaultProvider() {
        return new DefaultProvider(user.variables(), folders, adapters.json());
    }

    /** What is known of servers that nobody has set up. */
    public PresetConfigs presets() {
        return new PresetConfigs(adapters.json());
    }

    /** The stores that sessions are in. */
    public LocalStores stores() {
        return stores;
    }

    /** What sessions are opened with. */
    public Adapters adapters() {
        return adapters;
    }

    /**
     * The provider that is asked for.
     *
     * @throws ConfigurationException if there is no such provider, or what describes it makes no sense
     * @throws dev.latchkey.error.AuthEnvironmentException if the environment names a part of a preset that there is not
     * @throws StorageException if its file is broken or cannot be read
     */
    public SelectedProvider provider(ProviderRequest request) {
        return new ProviderSelection(user.variables(), providers, defaultProvider(), adapters.json()).select(request);
    }

    /**
     * Whose sessions are meant.
     *
     * @param account the account that was named, or null if none was
     */
    public Accounts accounts(@Nullable String account) {
        return new Accounts(account, new CurrentAccounts(folders), stores.sessions());
    }

    /**
     * Opens the session of the current account at a provider that is set up. The account is looked up now, the session when it is
     * used.
     *
     * @param provider its name
     * @throws ConfigurationException if there is no such provider
     * @throws StorageException if its file is broken or cannot be read, or it cannot be told which account is the current one
     */
    public AuthSession open(String provider) {
        return open(provider, null);
    }

    /**
     * Opens the session of an account at a provider that is set up; the session is read when it is used.
     *
     * @param provider its name
     * @param account the account, or null for the current one
     * @throws ConfigurationException if there is no such provider, or this cannot be an account
     * @throws StorageException if its file is broken or cannot be read, or it cannot be told which account is the current one
     */
    public AuthSession open(String provider, @Nullable String account) {
        return open(provider(ProviderRequest.named(provider)), Optional.ofNullable(account));
    }

    /**
     * Opens the session of an account. A login of it keeps a new session in the store that the provider's settings or earlier logins
     * chose, else in the one that is usual for the provider, else in the database if there is one, else in a file.
     *
     * @param account the account, or empty for the current one
     * @throws ConfigurationException if this cannot be an account
     * @throws StorageException if it cannot be told which account is the current one, or which store was chosen, or if that is a
     *     database and this installation has none
     */
    public AuthSession open(SelectedProvider provider, Optional<String> account) {
        SessionId id = accounts(account.orElse(null)).selected(provider);
        Adapters with = stores.choice()
                .known(provider.name(), provider.store().orElse(null))
                .or(provider::usualStore)
                .map(store -> adapters.withStore(stores.sessions().newIn(store), stores.lock(store)))
                .orElse(adapters);
        return open(provider, id, with);
    }

    /** Opens a session; nothing is read yet. A login of it keeps a new session in the database if there is one, else in a file. */
    public AuthSession open(SelectedProvider provider, SessionId id) {
        return open(provider, id, adapters);
    }

    private AuthSession open(SelectedProvider provider, SessionId id, Adapters with) {
        TrustTokenEndpointTls verifier = new TrustTokenEndpointTls(new IdTokenReader(with.json()));
        return AuthSession.open(provider.provider(), id, with, renewal, verifier);
    }

    /** Logs a person in at this provider. */
    public LocalLogin login(SelectedProvider provider) {
        return new LocalLogin(this, provider);
    }

    /** Puts an installation together. Used by one thread. */
    public static final class Builder {
        private final HttpTransport http;
        private final Json json;
        private final TimeSource time;
        private final Map<String, StoreFactory> stores = new LinkedHashMap<>();
        private UserEnvironment user = UserEnvironment.ofThisProcess();
        private @Nullable LatchkeyFolders folders;
        private @Nullable Consumer<String> warnings;
        private @Nullable SessionListener listener;
        private RenewalStyle renewal = RenewalStyle.IN_BACKGROUND;

        private Builder(HttpTransport http, Json json, TimeSource time) {
            this.http = Objects.requireNonNull(http, "http");
            this.json = Objects.requireNonNull(json, "json");
            this.time = Objects.requireNonNull(time, "time");
        }

        /** Whose installation; without this, that of this process's user. */
        public Builder user(UserEnvironment newUser) {
            this.user = Objects.requireNonNull(newUser, "user");
            return this;
        }

        /** Where everything is kept; without this, where the user's environment says. */
        public Builder folders(LatchkeyFolders newFolders) {
            this.folders = Objects.requireNonNull(newFolders, "folders");
            return this;
        }

        /**
         * A store beside the plain files; without {@code keyring}, sealed sessions are seen but cannot be opened. With {@code
         * database}, sessions are looked for there first, and what is not there yet goes there unless another store was chosen.
         *
         * @param name as {@link dev.latchkey.local.storage.StoreKind} has it
         */
        public Builder store(String name, StoreFactory factory) {
            stores.put(name, Objects.requireNonNull(factory, "factory"));
            return this;
        }

        /** Told what a person should know, such as that a session is in two places. */
        public Builder warnings(Consumer<String> newWarnings) {
            this.warnings = Objects.requireNonNull(newWarnings, "warnings");
            return this;
        }

        /** Told what happens to sessions. */
        public Builder listener(SessionListener newListener) {
            this.listener = Objects.requireNonNull(newListener, "listener");
            return this;
        }

        /** How sessions are renewed; without this, ahead of time and in the background. */
        public Builder renewal(RenewalStyle newRenewal) {
            this.renewal = Objects.requireNonNull(newRenewal, "renewal");
            return this;
        }

        /**
         * The installation.
         *
         * @throws StorageException if the environment names no home, or one that is no absolute path
         * @throws IllegalArgumentException if there is no kind of store of a name that was given
         */
        public LocalInstallation build() {
            return new LocalInstallation(this);
        }
    }
}

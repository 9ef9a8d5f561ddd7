package dev.latchkey.local;

import dev.latchkey.error.StorageException;
import dev.latchkey.file.CurrentAccounts;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
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
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionListener;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RenewalStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Latchkey as installed for one user on one machine: folders, configured providers, accounts and stores. Nothing is read until it is
 * needed. Safe for use by several threads.
 */
public final class LocalInstallation {
    private final UserEnvironment user;
    private final LatchkeyFolders folders;
    private final LocalStores stores;
    private final Adapters adapters;
    private final RenewalStyle renewal;

    private LocalInstallation(Builder builder) {
        this.user = builder.user;
        this.folders = builder.folders == null ? Presets.folders(user) : builder.folders;
        Consumer<String> warnings = builder.warnings == null ? warning -> {} : builder.warnings;
        this.stores =
                new LocalStores(folders, builder.stores, new FormerFolders(user), builder.json, builder.time, warnings);
        Adapters plain = Adapters.of(builder.http, builder.json, stores.sessions(), stores.lock(), builder.time);
        this.adapters = builder.listener == null ? plain : plain.withListener(builder.listener);
        this.renewal = builder.renewal;
    }

    /**
     * Starts building the installation of the user who runs this process.
     *
     * @param http sends requests to the servers
     * @param json reads and writes stored files
     */
    public static Builder builder(HttpTransport http, Json json, TimeSource time) {
        return new Builder(http, json, time);
    }

    /** A record and not a lambda, because each CLI start comes by here. */
    private record FormerFolders(UserEnvironment user) implements Supplier<List<SharedFolder>> {
        @Override
        public List<SharedFolder> get() {
            return Presets.all().stream()
                    .flatMap(preset -> preset.formerFolders(user).stream())
                    .toList();
        }
    }

    /** The folders in which everything is stored. */
    public LatchkeyFolders folders() {
        return folders;
    }

    /** The configured providers. */
    public ProviderFiles providers() {
        return new ProviderFiles(folders, adapters.json());
    }

    /** The provider to use if none is named. */
    public DefaultProvider defaultProvider() {
        return new DefaultProvider(user.variables(), folders, adapters.json());
    }

    /** Presets for well-known servers. */
    public PresetConfigs presets() {
        return new PresetConfigs(adapters.json());
    }

    /** The stores that contain the sessions. */
    public LocalStores stores() {
        return stores;
    }

    /** The adapters that sessions are opened with. */
    public Adapters adapters() {
        return adapters;
    }

    /**
     * Resolves the requested provider.
     *
     * @throws ConfigurationException if there is no such provider, or its configuration is invalid
     * @throws dev.latchkey.error.AuthEnvironmentException if an environment variable names an unknown environment of a preset
     * @throws StorageException if its file is malformed or cannot be read
     */
    public SelectedProvider provider(ProviderRequest request) {
        return new ProviderSelection(user.variables(), folders, adapters.json()).select(request);
    }

    /**
     * The accounts to use.
     *
     * @param account the account that was named, or null if none was
     */
    public Accounts accounts(@Nullable String account) {
        return new Accounts(account, new CurrentAccounts(folders), stores.sessions());
    }

    /**
     * Opens the session of the current account with a configured provider. The account is looked up now; the session is read when it is
     * used.
     *
     * @param provider its name
     * @throws ConfigurationException if there is no such provider
     * @throws StorageException if the provider's file is malformed or cannot be read, or the current account cannot be determined
     */
    public AuthSession open(String provider) {
        return open(provider, null);
    }

    /**
     * Opens the session of an account with a configured provider. The session is read when it is used.
     *
     * @param provider its name
     * @param account the account, or null for the current one
     * @throws ConfigurationException if there is no such provider, or the account name is not valid
     * @throws StorageException if the provider's file is malformed or cannot be read, or the current account cannot be determined
     */
    public AuthSession open(String provider, @Nullable String account) {
        return open(provider(ProviderRequest.named(provider)), Optional.ofNullable(account));
    }

    /**
     * Opens the session of an account. A login stores a new session where the provider's settings or earlier logins say, else in the
     * provider's usual store, else in the database if there is one, else in a file.
     *
     * @param account the account, or empty for the current one
     * @throws ConfigurationException if the account name is not valid
     * @throws StorageException if the current account or the store that was chosen cannot be determined, or if that store is a database and
     *     this installation has none
     */
    public AuthSession open(SelectedProvider provider, Optional<String> account) {
        SessionId id = accounts(account.orElse(null)).selected(provider);
        Adapters with = store(provider)
                .map(store -> adapters.withStore(stores.sessions().newIn(store), stores.lock(store)))
                .orElse(adapters);
        return open(provider, id, with);
    }

    /**
     * The store that was chosen for a provider, by its settings or by earlier logins, else its usual one; empty if there is none.
     *
     * @throws StorageException if that cannot be determined
     */
    public Optional<StoreKind> store(SelectedProvider provider) {
        return stores.choice()
                .known(provider.name(), provider.store().orElse(null))
                .or(provider::usualStore);
    }

    /** Opens a session without reading it yet. A login stores a new session in the database if there is one, else in a file. */
    public AuthSession open(SelectedProvider provider, SessionId id) {
        return open(provider, id, adapters);
    }

    private AuthSession open(SelectedProvider provider, SessionId id, Adapters with) {
        TrustTokenEndpointTls verifier = new TrustTokenEndpointTls(with.json());
        return AuthSession.open(provider.provider(), id, with, renewal, verifier);
    }

    /** Prepares a login to this provider. */
    public LocalLogin login(SelectedProvider provider) {
        return new LocalLogin(this, provider);
    }

    /** Builds an installation. Not safe for use by several threads. */
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

        /** Sets the user; by default, the user who runs this process. */
        public Builder user(UserEnvironment newUser) {
            this.user = Objects.requireNonNull(newUser, "user");
            return this;
        }

        /** Sets the folders; by default, those that the user's environment names. */
        public Builder folders(LatchkeyFolders newFolders) {
            this.folders = Objects.requireNonNull(newFolders, "folders");
            return this;
        }

        /**
         * Adds a store to the plain files. Without {@code keyring}, sealed sessions are found but cannot be opened. With {@code database},
         * sessions are looked up there first, and new ones are stored there unless another store was chosen.
         *
         * @param name as in {@link StoreKind}
         */
        public Builder store(String name, StoreFactory factory) {
            stores.put(name, Objects.requireNonNull(factory, "factory"));
            return this;
        }

        /** Receives warnings for the user, for example that a session is in two stores. */
        public Builder warnings(Consumer<String> newWarnings) {
            this.warnings = Objects.requireNonNull(newWarnings, "warnings");
            return this;
        }

        /** Receives the events of sessions. */
        public Builder listener(SessionListener newListener) {
            this.listener = Objects.requireNonNull(newListener, "listener");
            return this;
        }

        /** Sets how sessions are renewed; by default, ahead of time and in the background. */
        public Builder renewal(RenewalStyle newRenewal) {
            this.renewal = Objects.requireNonNull(newRenewal, "renewal");
            return this;
        }

        /**
         * Builds the installation.
         *
         * @throws StorageException if the environment names no home folder, or one whose path is not absolute
         * @throws IllegalArgumentException if a store was added under a name that is not a kind of store
         */
        public LocalInstallation build() {
            return new LocalInstallation(this);
        }
    }
}

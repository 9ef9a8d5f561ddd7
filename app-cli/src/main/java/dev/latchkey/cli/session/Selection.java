package dev.latchkey.cli.session;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.ApiKeyPlaces;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.model.Origin;
import dev.latchkey.model.SessionId;
import dev.latchkey.session.AuthSession;
import jakarta.inject.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The provider and the account that a command line selects. Nothing is looked up until it is needed. Used by one thread. */
public final class Selection {
    private final Options options;
    private final Environment environment;
    private final Provider<LocalInstallation> installation;
    private final OpenSessions opened;
    private @Nullable SelectedProvider provider;

    public Selection(
            Options options, Environment environment, Provider<LocalInstallation> installation, OpenSessions opened) {
        this.options = options;
        this.environment = environment;
        this.installation = installation;
        this.opened = opened;
    }

    /** The selected provider. */
    public SelectedProvider provider() {
        SelectedProvider found = provider;
        if (found == null) {
            found = installation.get().provider(options.request());
            provider = found;
        }
        return found;
    }

    /** The accounts, of which the options may name one. */
    public Accounts accounts() {
        return installation.get().accounts(options.account().orElse(null));
    }

    /** The session of the selected account. */
    public SessionId account() {
        return accounts().selected(provider());
    }

    /** Opens the selected session without reading it yet. It waits for renewals, because a command exits at once. */
    public AuthSession open() {
        return open(account());
    }

    /** Opens another session of the provider. */
    public AuthSession open(SessionId id) {
        return opened.add(installation.get().open(provider(), id));
    }

    /**
     * The stored sessions of the provider and the account that the options name, if they do. A provider that was removed can be named as
     * long as it has sessions.
     *
     * @param unreadable called for each failure to read
     */
    public List<SessionId> stored(Consumer<? super StorageException> unreadable) {
        RenamedStore store = installation.get().stores().sessions();
        List<SessionId> all = store.list(unreadable);
        Optional<String> named = options.nameServer() ? Optional.of(provider().name()) : options.provider();
        List<SessionId> there = named.map(name -> store.of(name, all)).orElse(all);
        if (there.isEmpty() && named.isPresent()) {
            provider(); // Fails if there is no such provider.
        }
        Optional<String> account = options.account();
        return there.stream()
                .filter(id -> account.isEmpty() || id.equals(accounts().named(id.provider(), account.get())))
                .sorted(Comparator.comparing(SessionId::provider).thenComparing(SessionId::account))
                .toList();
    }

    /** The API keys that replace a login, if the provider supports them and the environment contains them. */
    public Optional<ApiKeysCredential> apiKeys() {
        ApiKeyPlaces places = provider().apiKeys().orElse(null);
        if (places == null) {
            return Optional.empty();
        }
        Optional<ApiKeysCredential> keys;
        try {
            keys = places.find(environment.variables());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        if (keys.isPresent() && options.account().isEmpty()) {
            throw new UsageException(
                    "API keys do not say which account they belong to: name it with --account, or unset "
                            + places.idVariable() + " and " + places.keyVariable() + " to use a login.");
        }
        return keys;
    }

    /** Whether a token that another program requests may be sent to this origin. */
    public boolean mayReceive(Origin origin) {
        return origin.isProtected() && provider().provider().allowedOrigins().contains(origin);
    }
}

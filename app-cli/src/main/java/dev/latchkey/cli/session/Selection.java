package dev.latchkey.cli.session;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.console.Durations;
import dev.latchkey.console.Terminal;
import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.ApiKeyPlaces;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.AccessTokens;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import jakarta.inject.Provider;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The provider, the account and the token that a command line selects, and what to type if there is no such session: each suggested command
 * names the same provider. Nothing is looked up until it is needed. Used by one thread.
 *
 * @param installed returns the same installation each time
 * @param selected returns the same provider each time
 * @param opened receives the sessions that are opened
 */
public record Selection(
        Options options,
        Environment environment,
        Terminal terminal,
        Provider<LocalInstallation> installed,
        Provider<SelectedProvider> selected,
        List<AuthSession> opened) {
    private static final int MOST_NAMED = 10;

    /** A token that is safe to print, and its session, or null. */
    public record Token(Secret token, @Nullable StoredSession session) {
        /** When the token expires, if known. */
        public Optional<Instant> expiresAt() {
            return session == null ? Optional.empty() : session.expiresAt();
        }
    }

    /** The user's installation; getting it fails if there is no home folder. */
    public LocalInstallation installation() {
        return installed.get();
    }

    public SelectedProvider provider() {
        return selected.get();
    }

    /** The accounts, of which the options may name one. */
    public Accounts accounts() {
        return installed.get().accounts(options.account().orElse(null));
    }

    public SessionId account() {
        return accounts().selected(provider());
    }

    /** Opens the selected session without reading it yet. It waits for renewals, because a command exits at once. */
    public AuthSession open() {
        return open(account());
    }

    public AuthSession open(SessionId id) {
        AuthSession session = installed.get().open(provider(), id);
        opened.add(session);
        return session;
    }

    /** The token of the selected session, renewed first if necessary. Warns if it expires earlier than requested. */
    public Token token() {
        Duration wanted = options.minimumLife();
        if (apiKeys().isPresent()) {
            throw new UsageException(
                    "API keys are set in the environment, and with them there is no token. Make requests"
                            + " with \"latchkey request\", or unset the keys to use a login.");
        }
        AuthSession session = open();
        Secret token = AccessTokens.checked(
                wanted == null ? session.accessToken() : session.accessToken(wanted), session.location());
        Token found = new Token(token, session.peek().orElse(null));
        Optional<Instant> expiresAt = found.expiresAt();
        if (wanted != null && expiresAt.isPresent()) {
            long now = environment.time().epochMillis();
            Duration left = Duration.ofMillis(expiresAt.get().toEpochMilli() - now);
            if (left.compareTo(wanted) < 0) {
                terminal.warn("The token lasts " + Durations.shown(left) + ", not " + Durations.shown(wanted) + ".");
            }
        }
        return found;
    }

    /**
     * The stored sessions of the provider and the account that the options name, if they do. A provider that was removed can be named as
     * long as it has sessions.
     */
    public List<SessionId> stored(Consumer<? super StorageException> unreadable) {
        RenamedStore store = store();
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

    /** Adds what to type to a failure; returns it unchanged if the store cannot be read. */
    public LoginRequiredException explained(LoginRequiredException failure) {
        try {
            SessionId id = account();
            String message = store().load(id).isEmpty() ? notLoggedIn(id) : failure.problem() + " Run: " + login(id);
            return new LoginRequiredException(message, failure);
        } catch (AuthException e) {
            return failure;
        }
    }

    /** Says that this session does not exist, and what to type. */
    public String notLoggedIn(SessionId id) {
        SelectedProvider there = provider();
        List<String> others = loggedIn();
        if (!others.isEmpty()
                && options.account().isEmpty()
                && there.sharedWith().isEmpty()) {
            return "No current account for " + there.shown() + ". Logged in: " + named(others) + ". Run: "
                    + change(others.get(0));
        }
        String as = id.isDefaultAccount() ? "" : " as " + AccountName.shown(id.account());
        String known = others.isEmpty() ? "" : "Logged in: " + named(others) + ". ";
        String hint = isDatabaseForgotten() ? "Sessions may be in a database, but LATCHKEY_DATABASE is not set. " : "";
        return "Not logged in to " + there.shown() + as + ". " + known + hint + "Run: " + login(id);
    }

    /** Whether this host has used a database, or has the key of one, and the variable is not set. */
    private boolean isDatabaseForgotten() {
        if (!environment.variables().getOrDefault("LATCHKEY_DATABASE", "").isEmpty()) {
            return false;
        }
        LocalInstallation here = installed.get();
        try {
            return Files.exists(here.folders().home().resolve("database-keys"))
                    || here.store(provider()).filter(StoreKind.DATABASE::equals).isPresent();
        } catch (StorageException e) {
            return false; // The record is malformed, which a login reports.
        }
    }

    /** The command that logs in to this account. */
    public String login(SessionId id) {
        String account = id.isDefaultAccount() ? "" : " --account " + AccountName.shown(id.account());
        return "latchkey login" + options.typed(provider().name()) + account;
    }

    public String change(String account) {
        return "latchkey switch" + options.typed(provider().name()) + " " + AccountName.shown(account);
    }

    /** The accounts that are logged in to the provider, by name. */
    public List<String> loggedIn() {
        RenamedStore store = store();
        return store.of(provider().name()).stream()
                .filter(id -> !store.isEnding(id))
                .map(SessionId::account)
                .sorted()
                .toList();
    }

    /** Accounts in the form that {@code --account} accepts. */
    public static String named(List<String> accounts) {
        String names =
                accounts.stream().limit(MOST_NAMED).map(AccountName::shown).collect(Collectors.joining(", "));
        return accounts.size() > MOST_NAMED ? names + ", … (see \"latchkey sessions\")" : names;
    }

    /** The sessions in all stores. */
    public RenamedStore store() {
        return installed.get().stores().sessions();
    }
}

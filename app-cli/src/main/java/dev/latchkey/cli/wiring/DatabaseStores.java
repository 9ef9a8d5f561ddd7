package dev.latchkey.cli.wiring;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.jdbc.LocalKeys;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.storage.StoreCheck;
import dev.latchkey.local.storage.StoreCheck.Outcome;
import dev.latchkey.local.storage.StoreFactory;
import dev.latchkey.local.storage.StoreSite;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL database that {@code LATCHKEY_DATABASE} names. Its connections are closed when the process exits. Safe for use by several
 * threads.
 */
final class DatabaseStores implements StoreFactory {
    private static final String NAME = "PostgreSQL";
    private static final String KEYS = "LATCHKEY_DATABASE_KEYS";
    private static final String KEYS_FILE = "LATCHKEY_DATABASE_KEYS_FILE";

    /** The provider name of test entries, which no list of sessions contains. */
    private static final String TRIALS = "latchkey doctor";

    private static final Duration TRIAL_LIMIT = Duration.ofSeconds(10);

    private final String url;
    private final Environment environment;
    private final Consumer<String> warnings;
    private @Nullable SessionDatabase opened; // guarded by this
    private boolean hasTables; // guarded by this

    DatabaseStores(String url, Environment environment, Consumer<String> warnings) {
        this.warnings = warnings;
        this.url = url;
        this.environment = environment;
    }

    @Override
    public SessionStore open(StoreSite site) {
        return database().store("");
    }

    /** Creates the tables if necessary: a caller that needs the lock is about to write. */
    @Override
    public Optional<SessionLock> lock() {
        return Optional.of(withTables().lock(""));
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
        long start = environment.time().monotonicNanos();
        try {
            database().store("").providers(); // If the database is unreachable, this fails sooner than the next step.
            SessionDatabase database = withTables();
            Duration latency = since(start);
            Duration trial = withTrial ? roundTrip(database) : null;
            String message = "The database is ready.";
            return new StoreCheck(Outcome.READY, Reason.UNAVAILABLE, NAME, message, "ready", latency, trial);
        } catch (StorageException e) {
            String state = e.reason().name().toLowerCase(Locale.ROOT);
            String message = String.valueOf(e.getMessage());
            return new StoreCheck(Outcome.UNUSABLE, e.reason(), NAME, message, state, since(start), null);
        }
    }

    private Duration roundTrip(SessionDatabase database) {
        long start = environment.time().monotonicNanos();
        SessionStore store = database.store(TRIALS);
        SessionId id = new SessionId("trial", UUID.randomUUID().toString());
        Secret text = Secret.of("nothing of meaning");
        try (SessionLock.Hold hold = database.lock(TRIALS).acquire(LockId.session(id), TRIAL_LIMIT)) {
            try (SessionStore.PreparedSave save = store.prepare(id, hold)) {
                save.commit(text);
            }
            boolean isSame = store.load(id).filter(text::equals).isPresent();
            store.delete(id, hold);
            if (!isSame) {
                throw new StorageException(
                        Reason.UNREADABLE, NAME, "The database did not return what was just stored.", null);
            }
        }
        return since(start);
    }

    private Duration since(long start) {
        return Duration.ofNanos(environment.time().monotonicNanos() - start);
    }

    private synchronized SessionDatabase withTables() {
        SessionDatabase database = database();
        if (!hasTables) {
            database.migrate();
            hasTables = true;
        }
        return database;
    }

    private synchronized SessionDatabase database() {
        SessionDatabase database = opened;
        if (database == null) {
            try {
                SessionDatabase.checkUrl(url); // Before the hint about a missing key, which would not help.
                database = SessionDatabase.connect(url, keys(), environment.time());
            } catch (IllegalArgumentException e) {
                throw new UsageException("LATCHKEY_DATABASE: " + e.getMessage() + ".", e);
            }
            opened = database;
        }
        return database;
    }

    /** The keys that seal sessions, which are the same on each host. No key is created here, because other hosts would not have it. */
    private LocalKeys keys() {
        String lines = environment.variables().getOrDefault(KEYS, "");
        if (!lines.isEmpty()) {
            return LocalKeys.of(Secret.of(lines), "environment variable " + KEYS);
        }
        String named = environment.variables().getOrDefault(KEYS_FILE, "");
        Path file = named.isEmpty()
                ? Presets.folders(environment.user()).home().resolve("database-keys")
                : environment.files().getPath(named);
        if (named.isEmpty() && Files.notExists(file)) {
            String problem =
                    "There is no key for the database. Copy the file from a host that has it, or make the first one."
                            + " Run: (umask 077; mkdir -p "
                            + Options.shellWord(String.valueOf(file.getParent()))
                            + "; echo \"key-1 $(openssl rand -base64 32)\" > "
                            + Options.shellWord(file.toString()) + ")";
            throw new StorageException(Reason.UNAVAILABLE, file.toString(), problem, null);
        }
        return LocalKeys.ofFile(file, warnings);
    }
}

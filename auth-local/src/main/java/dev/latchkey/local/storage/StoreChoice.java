package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.local.storage.StoreCheck.Outcome;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where a login keeps its session: what is asked for, else what the provider's settings say, else what was chosen
 * before, else the database if one is set up, else the keyring if there is one. A store that is there but cannot be used fails the
 * login before a person is asked for anything: it never becomes another one by itself.
 */
public final class StoreChoice {
    private final StoreRecords records;
    private final Function<String, Optional<StoreKind>> inUse;
    private final Function<StoreKind, StoreCheck> probe;

    /**
     * @param kind the store
     * @param why why that one, for a person
     */
    public record Choice(StoreKind kind, String why) {}

    /**
     * @param inUse the store that a provider's sessions are in, if that is one: it counts where no record can be read
     * @param probe looks at a store, without asking a person
     */
    StoreChoice(
            StoreRecords records, Function<String, Optional<StoreKind>> inUse, Function<StoreKind, StoreCheck> probe) {
        this.records = Objects.requireNonNull(records, "records");
        this.inUse = Objects.requireNonNull(inUse, "inUse");
        this.probe = Objects.requireNonNull(probe, "probe");
    }

    /**
     * The store for a login.
     *
     * @param asked the store that somebody asked for, or null
     * @param configured the store that the provider's settings name, or null
     * @param usual the store where nobody chose one, or null for the best one that there is
     * @throws StorageException if the store cannot be used
     */
    public Choice forLogin(
            String provider, @Nullable StoreKind asked, @Nullable StoreKind configured, @Nullable StoreKind usual) {
        if (asked != null) {
            return usable(new Choice(asked, "as asked for"));
        }
        if (configured != null) {
            return usable(new Choice(configured, "as the provider's settings say"));
        }
        Optional<StoreKind> before = before(provider);
        if (before.isPresent()) {
            return usable(new Choice(before.get(), "as before"));
        }
        return usual == null ? best() : usable(new Choice(usual, "as is usual for this provider"));
    }

    /**
     * The store that was chosen for a provider, in its settings or by earlier logins; empty if none was.
     *
     * @throws StorageException if that cannot be told
     */
    public Optional<StoreKind> known(String provider, @Nullable StoreKind configured) {
        return configured != null ? Optional.of(configured) : before(provider);
    }

    /** Remembers the choice for the next logins; a record that cannot be understood is replaced. */
    public void record(String provider, StoreKind kind) {
        if (!isRecorded(provider, kind)) {
            records.set(provider, kind);
        }
    }

    private boolean isRecorded(String provider, StoreKind kind) {
        try {
            return records.get(provider).filter(kind::equals).isPresent();
        } catch (StorageException e) {
            return false;
        }
    }

    /** What was recorded, else what the sessions say: to guess could make a sealed session plain. */
    private Optional<StoreKind> before(String provider) {
        try {
            return records.get(provider).or(() -> inUse.apply(provider));
        } catch (StorageException e) {
            return Optional.of(inUse.apply(provider).orElseThrow(() -> e));
        }
    }

    /**
     * Looks at a store before something is begun that needs it.
     *
     * @throws StorageException if it cannot be used
     */
    public void require(StoreKind kind) {
        if (kind != StoreKind.FILE) {
            StoreCheck check = probe.apply(kind);
            if (check.outcome() != Outcome.READY) {
                throw check.failure();
            }
        }
    }

    private Choice best() {
        StoreCheck database = probe.apply(StoreKind.DATABASE);
        if (database.outcome() == Outcome.READY) {
            return new Choice(StoreKind.DATABASE, "since a database is set up");
        }
        StoreCheck check = database.outcome() == Outcome.ABSENT ? probe.apply(StoreKind.KEYRING) : database;
        if (check.outcome() == Outcome.READY) {
            return new Choice(StoreKind.KEYRING, "since there is a keyring and it is unlocked");
        }
        if (check.outcome() == Outcome.ABSENT) {
            return new Choice(StoreKind.FILE, "since there is no keyring: " + withoutFullStop(check.message()));
        }
        throw check.failure();
    }

    private Choice usable(Choice choice) {
        require(choice.kind());
        return choice;
    }

    private static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}

package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.EscapedName;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.PrivateFiles;
import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.local.storage.StoreCheck.Outcome;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where a login stores its session: the store that was requested, else the one in the provider's settings, else the one that was
 * chosen before, else the database if one is configured, else the keyring if there is one. If the chosen store exists but cannot be used,
 * the login fails before anyone is prompted; it never falls back to another store.
 */
public final class StoreChoice {
    private final LatchkeyFolders folders;
    private final Path records;
    private final Function<String, Optional<StoreKind>> inUse;
    private final Function<StoreKind, StoreCheck> probe;

    /**
     * @param kind the store
     * @param why why it was chosen, to show to a person
     */
    public record Choice(StoreKind kind, String why) {}

    /**
     * @param folders the folders whose home contains the records, one file per provider that contains one word; need not exist
     * @param inUse the only store that contains sessions of a provider, if there is exactly one; used if the record cannot be read
     * @param probe checks a store, without prompting anyone
     */
    StoreChoice(
            LatchkeyFolders folders,
            Function<String, Optional<StoreKind>> inUse,
            Function<StoreKind, StoreCheck> probe) {
        this.folders = folders;
        this.records = folders.home().resolve("stores");
        this.inUse = inUse;
        this.probe = probe;
    }

    /**
     * Chooses the store for a login.
     *
     * @param asked the store that was requested, or null
     * @param configured the store that the provider's settings name, or null
     * @param usual the store if none was chosen, or null for the best one available
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
     * The store that was chosen for a provider, by its settings or by earlier logins; empty if none was.
     *
     * @throws StorageException if that cannot be determined
     */
    public Optional<StoreKind> known(String provider, @Nullable StoreKind configured) {
        return configured != null ? Optional.of(configured) : before(provider);
    }

    /** Records the choice for future logins. A malformed record is replaced. */
    public void record(String provider, StoreKind kind) {
        if (isRecorded(provider, kind)) {
            return;
        }
        folders.checkMaking(records);
        Path file = file(provider);
        try {
            PrivateFiles.replace(file, kind + "\n");
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, file, " cannot be written.", e);
        }
    }

    private boolean isRecorded(String provider, StoreKind kind) {
        try {
            return recorded(provider).filter(kind::equals).isPresent();
        } catch (StorageException e) {
            return false;
        }
    }

    /** The recorded store, else the one that contains the sessions. A guess could store a sealed session in plain text. */
    private Optional<StoreKind> before(String provider) {
        try {
            return recorded(provider).or(() -> inUse.apply(provider));
        } catch (StorageException e) {
            return Optional.of(inUse.apply(provider).orElseThrow(() -> e));
        }
    }

    /**
     * The store that was chosen, if any.
     *
     * @throws StorageException if a record is malformed: a guess could store a sealed session in plain text
     */
    private Optional<StoreKind> recorded(String provider) {
        Path file = file(provider);
        try {
            Optional<StoreKind> kind = StoreKind.named(TextFile.read(file).strip());
            if (kind.isEmpty()) {
                String what = " says neither \"file\" nor \"keyring\" nor \"database\". Correct or remove it.";
                throw failure(Reason.CORRUPT, file, what, null);
            }
            return kind;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, file, " " + TextFile.problem(e) + ".", e);
        }
    }

    private Path file(String provider) {
        return records.resolve(AdHocProvider.isOne(provider) ? EscapedName.ofFolder(provider) : provider);
    }

    private static StorageException failure(Reason reason, Path file, String what, @Nullable Throwable cause) {
        String message = "The file " + file + ", which says where sessions are kept," + what;
        return new StorageException(reason, file.toString(), message, cause);
    }

    /**
     * Checks a store before starting something that needs it.
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

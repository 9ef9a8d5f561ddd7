package dev.latchkey.local.storage;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.local.internal.AdHocProvider.FormerOwner;
import dev.latchkey.local.storage.RenamedStore.RenamingLock;
import dev.latchkey.local.storage.SharedStore.SharedLock;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.SessionDocument;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The stores of one installation, combined: plain files, sealed files, and a database if one is configured. Nothing is read until it is
 * needed. Safe for use by several threads.
 */
public final class LocalStores {
    private final LatchkeyFolders folders;
    private final Supplier<List<SharedFolder>> formerFolders;
    private final FileSessionLock files;
    private final SealedFiles sealed;
    private final StoreFactory keyring;
    private final Optional<StoreFactory> database;
    private final ChosenStore chosen;
    private final RenamedStore sessions;
    private final RenamingLock lock;
    private final RenamingLock lockOfAll;

    /**
     * @param factories the stores in addition to plain files, by the names of {@link StoreKind}
     * @param formerFolders other folders in which earlier versions may have stored sealed sessions; called when a key is first needed
     * @param json determines which provider a session of an earlier version belongs to
     * @param time measures the time limit of locks
     * @param warnings receives warnings for the user, for example that a session is in two stores
     * @throws IllegalArgumentException if one of the names is not a kind of store
     */
    public LocalStores(
            LatchkeyFolders folders,
            Map<String, StoreFactory> factories,
            Supplier<List<SharedFolder>> formerFolders,
            Json json,
            TimeSource time,
            Consumer<String> warnings) {
        this.folders = Objects.requireNonNull(folders, "folders");
        this.formerFolders = Objects.requireNonNull(formerFolders, "formerFolders");
        checkNames(factories.keySet());
        StoreFactory given = factories.get(StoreKind.KEYRING.toString());
        this.keyring = given == null ? new SealedFiles.NoKeyring() : given;
        this.database = Optional.ofNullable(factories.get(StoreKind.DATABASE.toString()));
        FileLayout layout = FileLayout.of(folders);
        FileLayout sealedLayout = layout.withDocument(SealedFiles.DOCUMENT);
        this.files = new FileSessionLock(layout, folders.locks());
        this.sealed = new SealedFiles(sealedLayout, new FileSessionStore(sealedLayout, warnings));
        ChosenStore local = new ChosenStore(
                new FileSessionStore(layout, warnings), opened(keyring), sealed, StoreKind.KEYRING, warnings);
        SessionLock here = files;
        SessionLock everywhere = files;
        if (database.isPresent()) {
            StoreFactory factory = database.get();
            SharedStore shared = new SharedStore(opened(factory));
            this.chosen = new ChosenStore(local, shared, shared, StoreKind.DATABASE, warnings);
            here = new SharedLock(factory::lock, files, local::isThere, time);
            everywhere = new SharedLock(factory::lock, files, id -> true, time);
        } else {
            this.chosen = local;
        }
        StoreKind usual = database.isPresent() ? StoreKind.DATABASE : StoreKind.FILE;
        this.sessions = new RenamedStore(chosen.newIn(usual), new FormerOwner(new SessionDocument(json)));
        this.lock = new RenamingLock(here, sessions);
        this.lockOfAll = new RenamingLock(everywhere, sessions);
    }

    private static void checkNames(Set<String> names) {
        for (String name : names) {
            if (StoreKind.named(name).orElse(StoreKind.FILE) == StoreKind.FILE) {
                throw new IllegalArgumentException(
                        "there is no kind of store \"" + name + "\" to make beside the plain files");
            }
        }
    }

    /** A class instead of a lambda, here and below: the first lambda of a CLI start loads dozens of classes of the JDK. */
    private SessionStore opened(StoreFactory factory) {
        return new ForwardingStore.LazyStore() {
            @Override
            SessionStore make() {
                return factory.open(new StoreSite(sealed.store(), files, FileKeyNames.of(folders), formerPlaces()));
            }
        };
    }

    /** Folders in which earlier versions stored sealed sessions. */
    private List<SessionStore> formerPlaces() {
        return formerFolders.get().stream().map(this::sealedIn).toList();
    }

    /** Nothing is read just to determine a location: a failure could make an operation fail that is already done. */
    private SessionStore sealedIn(SharedFolder folder) {
        return new ForwardingStore.LazyStore() {
            @Override
            SessionStore make() {
                return new FileSessionStore(
                        FileLayout.shared(folder, folders.sessions()).withDocument(SealedFiles.DOCUMENT));
            }
        };
    }

    /** All sessions, in whichever store each is. New ones are saved in the database if one is configured, else in a file. */
    public RenamedStore sessions() {
        return sessions;
    }

    /** The lock for {@link #sessions}. */
    public SessionLock lock() {
        return lock;
    }

    /**
     * The lock for saving in a particular store, wherever the session was before.
     *
     * @param target where the session will be
     */
    public SessionLock lock(StoreKind target) {
        return target == StoreKind.DATABASE ? lock : lockOfAll;
    }

    /** Chooses where a login stores its session. */
    public StoreChoice choice() {
        return new StoreChoice(folders, sessions::onlyKindOf, this::look);
    }

    /** Moves sessions from one store to another. */
    public Migration migration() {
        return new Migration(chosen, lockOfAll);
    }

    /** Checks whether a store can be used, without prompting anyone. */
    public StoreCheck look(StoreKind kind) {
        return switch (kind) {
            case FILE -> StoreCheck.ready();
            case KEYRING -> keyring.look();
            case DATABASE -> database.map(StoreFactory::look).orElseGet(StoreCheck::noDatabase);
        };
    }

    /** Checks a store and tries it with a dummy entry; absent if this program has no such store. */
    public StoreCheck tryOut(StoreKind kind) {
        return switch (kind) {
            case FILE -> StoreCheck.ready();
            case KEYRING -> keyring.tryOut();
            case DATABASE -> database.map(StoreFactory::tryOut).orElseGet(StoreCheck::noDatabase);
        };
    }
}

package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.local.internal.AdHocProvider.FormerOwner;
import dev.latchkey.local.storage.RenamedStore.RenamingLock;
import dev.latchkey.local.storage.SharedStore.SharedLock;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.SessionDocument;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        for (String name : factories.keySet()) {
            if (StoreKind.named(name).orElse(StoreKind.FILE) == StoreKind.FILE) {
                throw new IllegalArgumentException(
                        "there is no kind of store \"" + name + "\" to make beside the plain files");
            }
        }
        StoreFactory given = factories.get(StoreKind.KEYRING.toString());
        this.keyring = given == null ? new NoKeyring() : given;
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

    /**
     * Sealed documents in files.
     *
     * @param layout the paths of sealed documents
     * @param store the store with this layout
     */
    record SealedFiles(FileLayout layout, SessionStore store) implements ChosenStore.Upper {
        /** The file name of a sealed document. */
        static final String DOCUMENT = "session.enc";

        @Override
        public boolean isPresent(SessionId id) {
            Path document = layout.document(id);
            try {
                Files.readAttributes(document, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return true;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                String where = store.location(id);
                throw new StorageException(
                        Reason.UNREADABLE,
                        where,
                        "It cannot be told whether there is a sealed session at " + where + ": " + why(e)
                                + ". Check the permissions and the disk.",
                        e);
            }
        }

        private static String why(IOException e) {
            if (e instanceof AccessDeniedException) {
                return "permission denied";
            }
            String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
            return DisplayText.of(reason == null ? "an input/output error" : reason)
                    .value();
        }
    }

    /** Stands in for the keyring in a program that has none: sealed sessions are found, but cannot be opened. */
    private static final class NoKeyring implements StoreFactory {
        @Override
        public SessionStore open(StoreSite site) {
            return new ForwardingStore() {
                @Override
                SessionStore store() {
                    return site.documents();
                }

                @Override
                public Optional<Secret> load(SessionId id) {
                    return closed(id, store().load(id));
                }

                @Override
                public PreparedSave prepare(SessionId id, Hold hold) {
                    throw failure(store().location(id));
                }

                @Override
                public Optional<Secret> loadEnding(SessionId id) {
                    return closed(id, store().loadEnding(id));
                }

                private Optional<Secret> closed(SessionId id, Optional<Secret> sealed) {
                    if (sealed.isPresent()) {
                        throw failure(store().location(id));
                    }
                    return sealed;
                }
            };
        }

        @Override
        public StoreCheck look() {
            return StoreCheck.absent("the keyring", "This program was built without a keyring.");
        }

        private static StorageException failure(String where) {
            String what = "The session at " + where
                    + " is sealed with a key in the keyring, and this program was built without one.";
            return new StorageException(Reason.UNAVAILABLE, where, what, null);
        }
    }
}

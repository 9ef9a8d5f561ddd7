package dev.latchkey.local.storage;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The stores of one installation, as one: plain files, and beside them what is sealed. Nothing is read until it is asked for. Safe
 * for use by several threads.
 */
public final class LocalStores {
    private final LatchkeyFolders folders;
    private final StoreFactory sealing;
    private final FileSessionStore plain;
    private final SealedFiles sealedFiles;
    private final SessionStore sealed;
    private final RenamedStore sessions;
    private final RenamingLock lock;

    /**
     * @param factories the stores beside the plain files, by the names of {@link StoreKind}
     * @param formerFolders where else sealed sessions may be that earlier versions made; asked when a key is first needed
     * @param json for telling whose a session of an earlier version is
     * @param warnings told what a person should know, such as that a session is in two places
     * @throws IllegalArgumentException if there is no kind of one of those names
     */
    public LocalStores(
            LatchkeyFolders folders,
            Map<String, StoreFactory> factories,
            Supplier<List<SharedFolder>> formerFolders,
            Json json,
            Consumer<String> warnings) {
        this.folders = Objects.requireNonNull(folders, "folders");
        this.sealing = sealing(factories);
        FileLayout layout = FileLayout.of(folders);
        FileLayout sealedLayout = layout.withDocument(SealedFiles.DOCUMENT);
        FileSessionLock files = new FileSessionLock(layout, folders.locks());
        this.plain = new FileSessionStore(layout, warnings);
        this.sealedFiles = new SealedFiles(sealedLayout, new FileSessionStore(sealedLayout, warnings));
        this.sealed = new LazyStore(() -> sealing.open(
                new StoreSite(sealedFiles.store(), files, FileKeyNames.of(folders), others(formerFolders.get()))));
        ChosenStore chosen = new ChosenStore(plain, sealed, sealedFiles, warnings);
        this.sessions = new RenamedStore(chosen, new FormerOwner(json));
        this.lock = new RenamingLock(files, sessions);
    }

    private static StoreFactory sealing(Map<String, StoreFactory> factories) {
        String known = StoreKind.KEYRING.toString();
        for (String name : factories.keySet()) {
            if (!name.equals(known)) {
                throw new IllegalArgumentException(
                        "there is no kind of store \"" + name + "\" to make beside the plain files, only " + known);
            }
        }
        StoreFactory keyring = factories.get(known);
        return keyring == null ? new NoStore() : keyring;
    }

    /** Nothing there is looked at for a mere location, or it could fail what is done already. */
    private List<SessionStore> others(List<SharedFolder> former) {
        return former.stream()
                .<SessionStore>map(folder -> new LazyStore(() -> new FileSessionStore(
                        FileLayout.shared(folder, folders.sessions()).withDocument(SealedFiles.DOCUMENT))))
                .toList();
    }

    /** All sessions, in whichever store each is. */
    public RenamedStore sessions() {
        return sessions;
    }

    /** The lock that goes with {@link #sessions}. */
    public SessionLock lock() {
        return lock;
    }

    /** Chooses where a login keeps its session. */
    public StoreChoice choice() {
        return new StoreChoice(new StoreRecords(folders), sessions::onlyKindOf, this::look);
    }

    /** Moves sessions from one store to the other. */
    public Migration migration() {
        return new Migration(plain, sealed, sealedFiles, lock);
    }

    /** Looks whether sessions can be sealed here, without asking a person for anything. */
    public StoreCheck look() {
        return sealing.look();
    }

    /** Looks, and tries it with an entry of no meaning. */
    public StoreCheck tryOut() {
        return sealing.tryOut();
    }
}

package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Stores each session's document in a file that only its owner can access: mode 0600, in folders of mode 0700, whatever the umask.
 *
 * <p>A document that others can read is still read, with one warning; the next save restricts it. A document that is a hard link is
 * replaced, and the other link keeps the old text. If the thread is interrupted, the operation still completes correctly and the interrupt
 * flag is kept.
 */
public final class FileSessionStore implements SessionStore {
    private static final String NOT_SAVED = "could not be saved";
    private static final long LEAST_ROOM = 64 << 10;

    private final FileLayout layout;
    private final Consumer<String> warnings;
    private final StoredDocument.Pause pause;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** A store that discards its warnings. */
    public FileSessionStore(FileLayout layout) {
        this(layout, warning -> {});
    }

    /**
     * @param layout where the documents are stored
     * @param warnings called once for each document that others can read, on the reading thread
     */
    public FileSessionStore(FileLayout layout, Consumer<String> warnings) {
        this(layout, warnings, new StoredDocument.Parking());
    }

    FileSessionStore(FileLayout layout, Consumer<String> warnings, StoredDocument.Pause pause) {
        this.layout = layout;
        this.warnings = warnings;
        this.pause = pause;
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        return load(id, false);
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return load(id, true);
    }

    private Optional<Secret> load(SessionId id, boolean ending) {
        DocumentPaths paths = layout.paths(id);
        try {
            Path file = paths.folder().existing().resolve(paths.document());
            Optional<StoredDocument.Content> content = document(paths, file);
            if (content.isEmpty() || LogoutMark.covers(paths, content.get().text()) != ending) {
                return Optional.empty();
            }
            tellIfWide(file, content.get().entry());
            return Optional.of(Secret.of(content.get().text()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.reading(paths.location(), e);
        }
    }

    private Optional<StoredDocument.Content> document(DocumentPaths paths, Path file) throws IOException {
        return new StoredDocument(file, paths.ours(), pause).read();
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        hold.requireSession(id);
        DocumentPaths paths = layout.paths(id);
        BesideFile beside = new BesideFile(paths.besidePath());
        try {
            Path folder = paths.folder().make();
            FilePreparedSave.Replaced replaced = FilePreparedSave.Replaced.now(paths);
            Uninterrupted.run(new Reservation(beside, folder.resolve(paths.document()), paths.ours()));
            return new FilePreparedSave(paths, beside, replaced);
        } catch (IOException e) {
            throw StorageFailure.writing(paths.location(), NOT_SAVED, e);
        }
    }

    /** Not a lambda, because JDK 25 generates code for some at run time, in each process that renews. */
    private record Reservation(BesideFile beside, Path document, Ours ours) implements Uninterrupted.Action {
        @Override
        public void run() throws IOException {
            beside.reserve(SaveNote.line(), room(document, ours));
        }
    }

    /** Twice the size of the present document, because a session may grow, but limited in case that document is huge. */
    private static long room(Path document, Ours ours) throws IOException {
        // A rename could not, or should not, replace anything but a file.
        Entry present = DocumentReader.refuseWhatIsNoFile(document);
        if (present == null) {
            return LEAST_ROOM;
        }
        ours.refuseForeignFile(document, present);
        return Math.max(LEAST_ROOM, 2 * Math.min(present.size(), DocumentReader.LONGEST));
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        DocumentPaths paths = layout.paths(id);
        try {
            paths.folder().existing();
            return SaveNote.read(paths.besidePath());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.reading(paths.location(), e);
        }
    }

    @Override
    public void beginLogout(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        DocumentPaths paths = layout.paths(id);
        try {
            Path file = paths.folder().existing().resolve(paths.document());
            Optional<StoredDocument.Content> content = document(paths, file);
            if (content.isPresent()) {
                LogoutMark.put(paths, content.get().text());
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.writing(paths.location(), "could not be marked as logged out", e);
        }
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        DocumentPaths paths = layout.paths(id);
        try {
            Path folder = paths.folder().existing();
            // Delete the file beside it first: if the process stops in between, the session is still visible and can be
            // logged out again.
            boolean changed = DurableFile.delete(paths.besidePath());
            changed |= DurableFile.delete(folder.resolve(paths.document()));
            if (changed) {
                DurableFile.syncFolder(folder);
            }
            // Delete the mark last, once the document is certainly gone: otherwise an interrupted logout could leave a
            // session without its mark, which would be valid again.
            LogoutMark.delete(paths);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.writing(paths.location(), "could not be deleted", e);
        }
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        DocumentPaths paths = layout.paths(id);
        try {
            return SetAside.move(paths).map(path -> StorageFailure.shown(path.toString()));
        } catch (IOException e) {
            throw StorageFailure.writing(paths.location(), "could not be set aside", e);
        }
    }

    @Override
    public List<String> providers() {
        return list().stream().map(SessionId::provider).distinct().toList();
    }

    @Override
    public List<SessionId> list(String provider, String afterAccount, int limit) {
        return listed(provider::equals, Listing.Trouble.FAIL).stream()
                .filter(id -> id.account().compareTo(afterAccount) > 0)
                .sorted(Comparator.comparing(SessionId::account))
                .limit(limit)
                .toList();
    }

    /** Reads each folder once. */
    @Override
    public List<SessionId> list() {
        return listed(provider -> true, Listing.Trouble.FAIL);
    }

    @Override
    public List<SessionId> list(Consumer<? super StorageException> unreadable) {
        return listed(provider -> true, failure -> unreadable.accept(StorageFailure.listing(failure)));
    }

    private List<SessionId> listed(Predicate<String> provider, Listing.Trouble trouble) {
        try {
            return layout.list(provider, trouble);
        } catch (IOException e) {
            throw StorageFailure.listing(e);
        }
    }

    @Override
    public String location(SessionId id) {
        return StorageFailure.shown(layout.pathsOf(id).location());
    }

    private void tellIfWide(Path file, Entry entry) {
        if (OwnerOnly.isWider(entry) && told.add(file.toString())) {
            warnings.accept("Others may read " + StorageFailure.shown(file.toString())
                    + ". Its mode is narrowed when it is saved next; until then: chmod 600.");
        }
    }
}

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
 * Keeps each session's document in a file of its own, its owner's alone: mode 0600 in folders of 0700 whatever the umask.
 *
 * <p>A document that others may read is read all the same and told once; the next save narrows it. A document that is a
 * hard link is replaced, so that the other link keeps the old text. An interrupted thread gets the right answer, its
 * interrupt flag kept.
 */
public final class FileSessionStore implements SessionStore {
    private static final String NOT_SAVED = "could not be saved";
    private static final long LEAST_ROOM = 64 << 10;

    private final FileLayout layout;
    private final Consumer<String> warnings;
    private final StoredDocument.Pause pause;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** A store that keeps its warnings to itself. */
    public FileSessionStore(FileLayout layout) {
        this(layout, warning -> {});
    }

    /**
     * @param layout where the documents lie
     * @param warnings told, once for each document, that others may read it; called on the reading thread
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
        Place place = layout.place(id);
        try {
            Path file = place.folder().existing().resolve(place.document());
            Optional<StoredDocument.Content> content = document(place, file);
            if (content.isEmpty() || LogoutMark.covers(place, content.get().text()) != ending) {
                return Optional.empty();
            }
            tellIfWide(file, content.get().entry());
            return Optional.of(Secret.of(content.get().text()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.reading(place.location(), e);
        }
    }

    private Optional<StoredDocument.Content> document(Place place, Path file) throws IOException {
        return new StoredDocument(file, place.ours(), pause).read();
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        hold.requireSession(id);
        Place place = layout.place(id);
        BesideFile beside = new BesideFile(place.besidePath());
        try {
            Path folder = place.folder().make();
            Path document = folder.resolve(place.document());
            long room = room(document, place.ours());
            Replaced replaced = Replaced.now(place);
            Uninterrupted.run(() -> beside.reserve(SaveNote.line(), room));
            return new FilePreparedSave(place, beside, replaced);
        } catch (IOException e) {
            throw StorageFailure.writing(place.location(), NOT_SAVED, e);
        }
    }

    /** Twice the present document, since a session may grow, but not for a monster that is to be replaced. */
    private static long room(Path document, Ours ours) throws IOException {
        // What is no file a rename could not replace, or should not.
        Entry present = DocumentReader.refuseWhatIsNoFile(document);
        if (present == null) {
            return LEAST_ROOM;
        }
        ours.refuseForeignFile(document, present);
        return Math.max(LEAST_ROOM, 2 * Math.min(present.size(), DocumentReader.LONGEST));
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        Place place = layout.place(id);
        try {
            place.folder().existing();
            return SaveNote.read(place.besidePath());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.reading(place.location(), e);
        }
    }

    @Override
    public void beginLogout(SessionId id) {
        Place place = layout.place(id);
        try {
            Path file = place.folder().existing().resolve(place.document());
            Optional<StoredDocument.Content> content = document(place, file);
            if (content.isPresent()) {
                LogoutMark.put(place, content.get().text());
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.writing(place.location(), "could not be marked as logged out", e);
        }
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        Place place = layout.place(id);
        try {
            Path folder = place.folder().existing();
            // What is beside first: whoever is stopped in between still sees the session and logs out again.
            boolean changed = DurableFile.delete(place.besidePath());
            changed |= DurableFile.delete(folder.resolve(place.document()));
            if (changed) {
                DurableFile.syncFolder(folder);
            }
            // Last, when the document is surely gone: without it a logout that was stopped would come back to life.
            LogoutMark.delete(place);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.writing(place.location(), "could not be deleted", e);
        }
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        Place place = layout.place(id);
        try {
            return SetAside.move(place).map(path -> StorageFailure.shown(path.toString()));
        } catch (IOException e) {
            throw StorageFailure.writing(place.location(), "could not be set aside", e);
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

    /** Looks into each folder once. */
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
        return StorageFailure.shown(layout.placeOf(id).location());
    }

    private void tellIfWide(Path file, Entry entry) {
        if (OwnerOnly.isWider(entry) && told.add(file.toString())) {
            warnings.accept("Others may read " + StorageFailure.shown(file.toString())
                    + ". Its mode is narrowed when it is saved next; until then: chmod 600.");
        }
    }
}

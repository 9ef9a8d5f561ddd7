package dev.latchkey.file;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

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
        this.layout = layout;
        this.warnings = warnings;
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
            Optional<String> text = DocumentReader.read(file);
            if (text.isEmpty() || LogoutMark.covers(place, text.get()) != ending) {
                return Optional.empty();
            }
            tellIfWide(file);
            return Optional.of(Secret.of(text.get()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.reading(place.location(), e);
        }
    }

    @Override
    public PreparedSave prepare(SessionId id) {
        Place place = layout.place(id);
        try {
            Path folder = place.folder().make();
            Path document = folder.resolve(place.document());
            long room = room(document);
            Uninterrupted.run(() -> DurableFile.reserve(place.besidePath(), room));
        } catch (IOException e) {
            throw StorageFailure.writing(place.location(), NOT_SAVED, e);
        }
        return new FilePreparedSave(place);
    }

    /** Twice the present document, since a session may grow, but not for a monster that is to be replaced. */
    private static long room(Path document) throws IOException {
        // What is no file a rename could not replace, or should not.
        long present = DocumentReader.refuseWhatIsNoFile(document) ? Files.size(document) : 0;
        return Math.max(LEAST_ROOM, 2 * Math.min(present, DocumentReader.LONGEST));
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return Files.exists(layout.place(id).besidePath(), LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(UnfinishedSave.unknown())
                : Optional.empty();
    }

    @Override
    public void beginLogout(SessionId id) {
        Place place = layout.place(id);
        try {
            Optional<String> text =
                    DocumentReader.read(place.folder().existing().resolve(place.document()));
            if (text.isPresent()) {
                LogoutMark.put(place, text.get());
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.writing(place.location(), "could not be marked as logged out", e);
        }
    }

    @Override
    public void delete(SessionId id) {
        Place place = layout.place(id);
        try {
            Path folder = place.folder().existing();
            // What is beside first: whoever is stopped in between still sees the session and logs out again.
            boolean changed = DurableFile.delete(place.besidePath());
            changed |= DurableFile.delete(folder.resolve(place.document()));
            // Last: without it a logout that was stopped would come back to life.
            changed |= DurableFile.delete(place.endingPath());
            if (changed) {
                DurableFile.syncFolder(folder);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.writing(place.location(), "could not be deleted", e);
        }
    }

    @Override
    public Optional<String> setAside(SessionId id) {
        Place place = layout.place(id);
        try {
            return SetAside.move(place).map(path -> StorageFailure.shown(path.toString()));
        } catch (IOException e) {
            throw StorageFailure.writing(place.location(), "could not be set aside", e);
        }
    }

    @Override
    public List<SessionId> list() {
        try {
            return layout.list();
        } catch (IOException e) {
            throw StorageFailure.listing(e);
        }
    }

    @Override
    public String location(SessionId id) {
        return StorageFailure.shown(layout.placeOf(id).location());
    }

    private void tellIfWide(Path file) throws IOException {
        if (OwnerOnly.isWider(file) && told.add(file.toString())) {
            warnings.accept("Others may read " + StorageFailure.shown(file.toString())
                    + ". Its mode is narrowed when it is saved next; until then: chmod 600.");
        }
    }
}

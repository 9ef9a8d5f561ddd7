package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.file.StorageFailure.ForeignDocumentException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stores each session's document in a file that only its owner can access: mode 0600, in folders of mode 0700, whatever the umask.
 *
 * <p>A document that others can read is still read, with one warning; the next save restricts it. A document that is a hard link is
 * replaced, and the other link keeps the old text. If the thread is interrupted, the operation still completes correctly and the interrupt
 * flag is kept.
 *
 * <p>A logout that has begun is recorded by a mark, a file next to the document. It identifies the document by its digest, so it does not
 * apply to a document that replaces it.
 */
public final class FileSessionStore implements SessionStore {
    private final FileLayout layout;
    private final Consumer<String> warnings;
    private final LongConsumer pause;
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
        this(layout, warnings, new Parking());
    }

    /** @param pause waits as many nanoseconds before a document is read again that was not complete */
    FileSessionStore(FileLayout layout, Consumer<String> warnings, LongConsumer pause) {
        this.layout = layout;
        this.warnings = warnings;
        this.pause = pause;
    }

    /** Parks the thread. A class, because a lambda would take longer to set up than the document takes to read. */
    private static final class Parking implements LongConsumer {
        @Override
        public void accept(long nanos) {
            LockSupport.parkNanos(nanos);
        }
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
        FileLayout.Paths paths = layout.paths(id);
        try {
            FileIo.Content content = content(paths);
            if (content == null || isMarked(paths, content.text()) != ending) {
                return Optional.empty();
            }
            tellIfWide(content.entry());
            return Optional.of(Secret.of(content.text()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.reading(paths.location(), e);
        }
    }

    private FileIo.@Nullable Content content(FileLayout.Paths paths) throws IOException {
        return FileIo.readWhole(paths.folder().existing().resolve(paths.document()), paths.ours(), pause);
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        hold.requireSession(id);
        FileLayout.Paths paths = layout.paths(id);
        try {
            return FilePreparedSave.reserve(paths);
        } catch (IOException e) {
            throw StorageFailure.writing(paths.location(), "could not be saved", e);
        }
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        FileLayout.Paths paths = layout.paths(id);
        try {
            paths.folder().existing();
            return FilePreparedSave.unfinished(paths.besidePath());
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
        FileLayout.Paths paths = layout.paths(id);
        try {
            FileIo.Content content = content(paths);
            if (content != null) {
                byte[] mark = (NameCodec.sha256(content.text()) + "\n").getBytes(StandardCharsets.UTF_8);
                PrivateFiles.replace(paths.endingPath(), paths.endingBesidePath(), mark);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.writing(paths.location(), "could not be marked as logged out", e);
        }
    }

    /**
     * Returns whether a logout of this document has begun.
     *
     * @throws IOException if a mark exists but cannot be read; the session may have been logged out
     */
    private static boolean isMarked(FileLayout.Paths paths, String document) throws IOException {
        Optional<String> mark = FileIo.read(paths.endingPath(), paths.ours());
        if (mark.isEmpty()) {
            return false;
        }
        String marked = mark.get().strip();
        if (marked.length() != NameCodec.HASH_LENGTH) {
            throw new ForeignDocumentException(paths.endingPath(), "it does not tell which session was logged out");
        }
        return marked.equals(NameCodec.sha256(document));
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        FileLayout.Paths paths = layout.paths(id);
        try {
            Path document = paths.folder().existing().resolve(paths.document());
            // Delete the file beside it first: if the process stops in between, the session is still visible and can be
            // logged out again.
            boolean changed = DurableFile.delete(paths.besidePath());
            changed |= DurableFile.delete(document);
            if (changed) {
                DurableFile.syncFolderOf(document);
            }
            // Delete the mark last, once the document is certainly gone: otherwise an interrupted logout could leave a
            // session without its mark, which would be valid again. Without the document it has no effect, so it may
            // also stay.
            DurableFile.deleteQuietly(paths.endingBesidePath());
            DurableFile.deleteQuietly(paths.endingPath());
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
        FileLayout.Paths paths = layout.paths(id);
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

    private void tellIfWide(Entry document) {
        String file = document.path().toString();
        if (document.isOpenToOthers() && told.add(file)) {
            warnings.accept("Others can read " + StorageFailure.shown(file)
                    + " until its next save, which makes it private to you. Run: chmod 600 "
                    + StorageFailure.quoted(document.path()));
        }
    }
}

package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.file.StorageFailure.ForeignDocumentException;
import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The current account of each provider, in the file {@code current} in the provider's folder of the standard layout: the account and a line
 * feed. The file is replaced atomically. Safe for use by several threads and processes.
 */
public final class CurrentAccounts {
    /** No account's folder can have this name, because it would be escaped. */
    static final String FILE_NAME = "current";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SessionFolder sessions;

    /** @param sessions the root of the standard layout; need not exist */
    public CurrentAccounts(Path sessions) {
        this.sessions = Ours.STRICT.root(sessions);
    }

    /** Uses the sessions root of these folders. */
    public CurrentAccounts(LatchkeyFolders folders) {
        this.sessions = Ours.of(folders).root(folders.sessions());
    }

    /**
     * Returns the provider's current account, if one is set. Takes no lock.
     *
     * @throws StorageException if there may be one but it cannot be read
     */
    public Optional<String> get(String provider) {
        SessionFolder folder = folder(provider);
        try {
            Path file = folder.existing().resolve(FILE_NAME);
            Optional<String> text = FileIo.read(file, sessions.ours());
            if (text.isEmpty()) {
                return Optional.empty();
            }
            String account = firstLine(text.get());
            if (!NameCodec.isSessionName(account)) {
                throw new ForeignDocumentException(file, "it names no account");
            }
            return Optional.of(account);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.reading(location(folder), e);
        }
    }

    /**
     * Makes this session's account the current one for its provider. A file that cannot be read is replaced, and a folder of that name is
     * moved aside.
     *
     * @throws StorageException if the account could not be stored
     * @throws dev.latchkey.error.LockTimeoutException if another process held the lock for 10 seconds
     */
    public void set(SessionId selected) {
        SessionFolder folder = folder(selected.provider());
        byte[] line = (selected.account() + "\n").getBytes(StandardCharsets.UTF_8);
        try (LockTable.Held held = lock(folder)) {
            Path file = free(folder);
            PrivateFiles.replace(file, file.resolveSibling(".current.new"), line);
        } catch (IOException e) {
            throw StorageFailure.writing(location(folder), "could not be saved", e);
        }
    }

    /**
     * Clears the provider's current account, whatever the file contains. Does nothing if there is none.
     *
     * @throws StorageException if the change could not be stored
     * @throws dev.latchkey.error.LockTimeoutException if another process held the lock for 10 seconds
     */
    public void clear(String provider) {
        delete(folder(provider), () -> true);
    }

    /**
     * Clears the current account if it is this session's. Leaves an account that was selected in the meantime.
     *
     * @throws StorageException if the file could not be read or written
     * @throws dev.latchkey.error.LockTimeoutException if another process held the lock for 10 seconds
     */
    public void clear(SessionId ended) {
        if (isSelected(ended)) {
            delete(folder(ended.provider()), () -> isSelected(ended));
        }
    }

    private static void delete(SessionFolder folder, BooleanSupplier condition) {
        try {
            if (!Entry.isAt(folder.existing().resolve(FILE_NAME))) {
                return;
            }
            try (LockTable.Held held = lock(folder)) {
                if (condition.getAsBoolean()) {
                    PrivateFiles.delete(free(folder));
                }
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.writing(location(folder), "could not be deleted", e);
        }
    }

    private boolean isSelected(SessionId id) {
        return get(id.provider()).filter(id.account()::equals).isPresent();
    }

    /** The file. We never create a folder of this name, so its content is not ours to delete: it is moved aside. */
    private static Path free(SessionFolder folder) throws IOException {
        Path file = folder.path().resolve(FILE_NAME);
        Entry entry = Entry.at(file);
        if (entry != null && entry.isFolder()) {
            SetAside.move(file, folder.path());
        }
        return file;
    }

    /** The first line without the byte-order mark that an editor may have added. */
    private static String firstLine(String text) {
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(start, end);
    }

    private static LockTable.Held lock(SessionFolder folder) {
        return new FileSessionLock.LockFile(folder, ".current.lock").acquire(LIMIT);
    }

    private SessionFolder folder(String provider) {
        return sessions.below(NameCodec.ESCAPED, provider);
    }

    private static String location(SessionFolder folder) {
        return folder.path().resolve(FILE_NAME).toString();
    }
}

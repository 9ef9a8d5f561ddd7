package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which account of a provider is the selected one: the file {@code current} in the provider's folder of the standard
 * layout, with the account and a line feed. It is replaced whole or not at all. Safe for use by several threads and
 * processes.
 */
public final class CurrentAccounts {
    /** No account's folder has this name: it is escaped. */
    static final String FILE_NAME = "current";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path sessions;

    /** @param sessions the root of the standard layout; need not exist */
    public CurrentAccounts(Path sessions) {
        this.sessions = RealRoot.of(sessions);
    }

    /**
     * The selected account, if one is. Takes no lock.
     *
     * @throws StorageException if there may be one but it cannot be read
     */
    public Optional<String> get(String provider) {
        SessionFolder folder = folder(provider);
        try {
            Path file = folder.existing().resolve(FILE_NAME);
            Optional<String> text = DocumentReader.read(file);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            String account = firstLine(text.get());
            if (!Listing.isSessionName(account)) {
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
     * Selects this session's account for its provider.
     *
     * @throws StorageException if that could not be stored
     * @throws dev.latchkey.error.LockTimeoutException if another process was at it for 10 seconds
     */
    public void set(SessionId selected) {
        SessionFolder folder = folder(selected.provider());
        byte[] line = (selected.account() + "\n").getBytes(StandardCharsets.UTF_8);
        try (Hold hold = lock(folder)) {
            Path file = folder.path().resolve(FILE_NAME);
            Uninterrupted.run(() -> DurableFile.replace(file, file.resolveSibling(".current.new"), line));
        } catch (IOException e) {
            throw StorageFailure.writing(location(folder), "could not be saved", e);
        }
    }

    /**
     * Selects none; does nothing if none was.
     *
     * @throws StorageException if that could not be stored
     * @throws dev.latchkey.error.LockTimeoutException if another process was at it for 10 seconds
     */
    public void clear(String provider) {
        SessionFolder folder = folder(provider);
        if (!Listing.contains(folder.path(), FILE_NAME)) {
            return;
        }
        try (Hold hold = lock(folder)) {
            Path file = folder.path().resolve(FILE_NAME);
            DurableFile.delete(file);
            DurableFile.syncFolderOf(file);
        } catch (IOException e) {
            throw StorageFailure.writing(location(folder), "could not be deleted", e);
        }
    }

    /** Without the byte-order mark that an editor may have put before it. */
    private static String firstLine(String text) {
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(start, end);
    }

    private static Hold lock(SessionFolder folder) {
        return new LockFile(folder, ".current.lock").acquire(LIMIT);
    }

    private SessionFolder folder(String provider) {
        return new SessionFolder(sessions, SessionFolder.Step.of(NameCodec.ESCAPED, provider));
    }

    private static String location(SessionFolder folder) {
        return folder.path().resolve(FILE_NAME).toString();
    }
}

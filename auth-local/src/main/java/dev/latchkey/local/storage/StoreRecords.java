package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.EscapedName;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.PrivateFiles;
import dev.latchkey.local.internal.AdHocProvider;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records which store was chosen for each provider: one file per provider that contains one word. */
final class StoreRecords {
    private final LatchkeyFolders folders;
    private final Path folder;

    /** @param folders the folders whose home contains the files; need not exist */
    StoreRecords(LatchkeyFolders folders) {
        this.folders = Objects.requireNonNull(folders, "folders");
        this.folder = folders.home().resolve("stores");
    }

    /**
     * The store that was chosen, if any.
     *
     * @throws StorageException if a record is malformed: a guess could store a sealed session in plain text
     */
    Optional<StoreKind> get(String provider) {
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

    /** Records the choice. */
    void set(String provider, StoreKind kind) {
        folders.checkMaking(folder);
        Path file = file(provider);
        try {
            PrivateFiles.replace(file, kind + "\n");
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, file, " cannot be written.", e);
        }
    }

    private Path file(String provider) {
        return folder.resolve(AdHocProvider.isOne(provider) ? EscapedName.ofFolder(provider) : provider);
    }

    private static StorageException failure(Reason reason, Path file, String what, @Nullable Throwable cause) {
        String message = "The file " + file + ", which says where sessions are kept," + what;
        return new StorageException(reason, file.toString(), message, cause);
    }
}

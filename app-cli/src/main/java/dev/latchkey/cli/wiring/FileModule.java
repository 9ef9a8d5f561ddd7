package dev.latchkey.cli.wiring;

import dagger.Module;
import dagger.Provides;
import dev.latchkey.console.Terminal;
import dev.latchkey.file.CurrentAccounts;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.storage.SealedFiles;
import dev.latchkey.local.storage.StoreRecords;
import dev.latchkey.port.SessionLock;
import jakarta.inject.Singleton;

/** What is kept in files, and the locks. */
@Module
final class FileModule {
    private FileModule() {}

    @Provides
    @Singleton
    static LatchkeyFolders folders(Environment environment) {
        return environment.folders();
    }

    @Provides
    @Singleton
    static FileLayout layout(LatchkeyFolders folders) {
        return FileLayout.of(folders);
    }

    @Provides
    @Singleton
    static FileSessionStore store(FileLayout layout, Terminal terminal) {
        return new FileSessionStore(layout, terminal::warn);
    }

    @Provides
    @Singleton
    static SessionLock lock(FileLayout layout, LatchkeyFolders folders) {
        return new FileSessionLock(layout, folders.locks());
    }

    @Provides
    @Singleton
    static SealedFiles sealedFiles(FileLayout layout, Terminal terminal) {
        FileLayout sealed = layout.withDocument(SealedFiles.DOCUMENT);
        return new SealedFiles(sealed, new FileSessionStore(sealed, terminal::warn));
    }

    @Provides
    static CurrentAccounts currentAccounts(LatchkeyFolders folders) {
        return new CurrentAccounts(folders);
    }

    @Provides
    static StoreRecords storeRecords(LatchkeyFolders folders) {
        return new StoreRecords(folders);
    }
}

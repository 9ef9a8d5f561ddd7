package dev.latchkey.cli.wiring;

import dagger.Module;
import dagger.Provides;
import dev.latchkey.cli.console.Terminal;
import dev.latchkey.cli.storage.ChosenStore;
import dev.latchkey.cli.storage.KeyringCheck;
import dev.latchkey.cli.storage.SealedFiles;
import dev.latchkey.cli.storage.StoreChoice;
import dev.latchkey.cli.storage.StoreRecords;
import dev.latchkey.error.StorageException;
import dev.latchkey.file.FileSessionStore;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** The OS keyring, which is loaded only for a login that may use it and for a sealed session. */
@Module
final class KeyringModule {
    private KeyringModule() {}

    @Provides
    @Singleton
    static ChosenStore store(FileSessionStore plain, SealedFiles present, Terminal terminal) {
        return new ChosenStore(plain, plain, present, terminal::warn);
    }

    @Provides
    static Supplier<KeyringCheck> check() {
        return () -> new KeyringCheck(
                KeyringCheck.Outcome.ABSENT,
                StorageException.Reason.UNAVAILABLE,
                "keyring",
                "This build has no support for keyrings.");
    }

    @Provides
    static StoreChoice choice(StoreRecords records, Supplier<KeyringCheck> check) {
        return new StoreChoice(records, check);
    }
}

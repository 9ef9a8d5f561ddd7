package dev.latchkey.cli.wiring;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import dev.latchkey.cli.console.Terminal;
import dev.latchkey.cli.storage.ChosenStore;
import dev.latchkey.cli.storage.KeyringCheck;
import dev.latchkey.cli.storage.KeyringCheck.Outcome;
import dev.latchkey.cli.storage.LazyStore;
import dev.latchkey.cli.storage.SealedFiles;
import dev.latchkey.cli.storage.StoreChoice;
import dev.latchkey.cli.storage.StoreRecords;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.keyring.GuardedKeyring;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.KeyringSessionStore;
import dev.latchkey.keyring.KeyringStatus;
import dev.latchkey.keyring.OsKeyring;
import dev.latchkey.port.SessionLock;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** The OS keyring, which is loaded only for a login that may use it and for a sealed session. */
@Module
final class KeyringModule {
    private KeyringModule() {}

    @Provides
    @Singleton
    static GuardedKeyring keyring(Terminal terminal) {
        return OsKeyring.open(KeyringOptions.ofThisSystem(terminal.errIsTerminal()));
    }

    @Provides
    @Singleton
    static KeyringSessionStore sealed(
            SealedFiles beneath, SessionLock lock, GuardedKeyring keyring, LatchkeyFolders folders) {
        return new KeyringSessionStore(beneath.store(), lock, keyring, folders.keyringKey());
    }

    @Provides
    @Singleton
    static ChosenStore store(
            FileSessionStore plain, Lazy<KeyringSessionStore> sealed, SealedFiles present, Terminal terminal) {
        return new ChosenStore(plain, new LazyStore(sealed::get), present, terminal::warn);
    }

    @Provides
    static Supplier<KeyringCheck> check(Lazy<GuardedKeyring> keyring) {
        return () -> check(keyring.get().probe());
    }

    private static KeyringCheck check(KeyringStatus status) {
        Outcome outcome =
                status.isReady() ? Outcome.READY : status.state().isAbsent() ? Outcome.ABSENT : Outcome.UNUSABLE;
        return new KeyringCheck(outcome, status.state().reason(), status.keyring(), status.message());
    }

    @Provides
    static StoreChoice choice(StoreRecords records, Supplier<KeyringCheck> check) {
        return new StoreChoice(records, check);
    }
}

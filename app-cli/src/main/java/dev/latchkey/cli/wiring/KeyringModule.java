package dev.latchkey.cli.wiring;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.keyring.GuardedKeyring;
import dev.latchkey.keyring.KeyringHome;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.KeyringSessionStore;
import dev.latchkey.keyring.KeyringStatus;
import dev.latchkey.keyring.OsKeyring;
import dev.latchkey.local.storage.ChosenStore;
import dev.latchkey.local.storage.FormerOwner;
import dev.latchkey.local.storage.KeyringCheck;
import dev.latchkey.local.storage.KeyringCheck.Outcome;
import dev.latchkey.local.storage.KeyringTrial;
import dev.latchkey.local.storage.LazyStore;
import dev.latchkey.local.storage.Migration;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.local.storage.RenamingLock;
import dev.latchkey.local.storage.SealedFiles;
import dev.latchkey.local.storage.StoreChoice;
import dev.latchkey.local.storage.StoreRecords;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The OS keyring, which is loaded only for a login that may use it and for a sealed session. */
@Module
final class KeyringModule {
    private KeyringModule() {}

    @Provides
    @Singleton
    static GuardedKeyring keyring(Environment environment, Terminal terminal) {
        GuardedKeyring given = environment.keyring();
        if (given != null) {
            return given;
        }
        return OsKeyring.open(KeyringOptions.ofThisSystem(terminal.errIsTerminal()));
    }

    @Provides
    @Singleton
    static KeyringSessionStore sealed(SealedFiles beneath, SessionLock lock, GuardedKeyring keyring, KeyringHome home) {
        return new KeyringSessionStore(beneath.store(), lock, keyring, home);
    }

    /** Version 0.1.0 seals Bitfount's sessions below the home if LATCHKEY_HOME names it, else below the person's. */
    @Provides
    static KeyringHome home(LatchkeyFolders folders, Environment environment) {
        Map<String, String> variables = new HashMap<>(environment.variables());
        variables.remove(LatchkeyFolders.VARIABLE);
        Path usual = LatchkeyFolders.of(environment.files(), variables, environment.userHome(), environment.system())
                .bitfount();
        List<SessionStore> others = Stream.of(folders.home().resolve("bitfount"), usual)
                .filter(root -> !root.equals(folders.bitfount()))
                // Nothing there is looked at for a mere location, or it could fail what is done already.
                .<SessionStore>map(root -> new LazyStore(() -> sealedIn(root, folders)))
                .toList();
        return new KeyringHome(folders.keyringKey(), List.of(folders.sessions(), folders.bitfount()), others);
    }

    private static SessionStore sealedIn(Path bitfount, LatchkeyFolders folders) {
        return new FileSessionStore(
                FileLayout.bitfount(bitfount, folders.sessions()).withDocument(SealedFiles.DOCUMENT));
    }

    @Provides
    @Singleton
    static ChosenStore store(
            FileSessionStore plain, Lazy<KeyringSessionStore> sealed, SealedFiles present, Terminal terminal) {
        return new ChosenStore(plain, new LazyStore(sealed::get), present, terminal::warn);
    }

    @Provides
    @Singleton
    static RenamedStore renamed(ChosenStore store, Json json) {
        return new RenamedStore(store, new FormerOwner(json));
    }

    @Provides
    @Singleton
    static RenamingLock renaming(SessionLock lock, RenamedStore store) {
        return new RenamingLock(lock, store);
    }

    @Provides
    static Migration migration(
            FileSessionStore plain, Lazy<KeyringSessionStore> sealed, SealedFiles present, RenamingLock lock) {
        return new Migration(plain, new LazyStore(sealed::get), present, lock);
    }

    @Provides
    static Supplier<KeyringCheck> check(Lazy<GuardedKeyring> keyring) {
        return () -> check(keyring.get().probe());
    }

    @Provides
    static KeyringTrial trial(Lazy<GuardedKeyring> keyring) {
        return () -> {
            KeyringStatus status = keyring.get().probe();
            return status.isReady() ? tried(keyring.get(), status) : check(status);
        };
    }

    private static KeyringCheck check(KeyringStatus status) {
        Outcome outcome =
                status.isReady() ? Outcome.READY : status.state().isAbsent() ? Outcome.ABSENT : Outcome.UNUSABLE;
        return check(status, outcome, status.state().reason(), status.message(), null);
    }

    private static KeyringCheck tried(GuardedKeyring keyring, KeyringStatus status) {
        try {
            Duration roundTrip = keyring.tryOut();
            return check(status, Outcome.READY, status.state().reason(), status.message(), roundTrip);
        } catch (StorageException e) {
            return check(status, Outcome.UNUSABLE, e.reason(), String.valueOf(e.getMessage()), null);
        }
    }

    private static KeyringCheck check(
            KeyringStatus status, Outcome outcome, Reason reason, String message, @Nullable Duration roundTrip) {
        // A keyring that looked ready and then failed is in the state that the failure tells.
        String state = status.isReady() && outcome != Outcome.READY
                ? reason.name()
                : status.state().name();
        return new KeyringCheck(
                outcome,
                reason,
                status.keyring(),
                message,
                state.toLowerCase(Locale.ROOT),
                status.latency(),
                roundTrip);
    }

    @Provides
    static StoreChoice choice(StoreRecords records, RenamedStore store, Supplier<KeyringCheck> check) {
        return new StoreChoice(records, store::onlyKindOf, check);
    }
}

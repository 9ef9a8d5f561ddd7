package dev.latchkey.cli.wiring;

import dagger.Lazy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.KeyringStatus;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.seal.KeyringSessionStore;
import dev.latchkey.local.storage.StoreCheck;
import dev.latchkey.local.storage.StoreCheck.Outcome;
import dev.latchkey.local.storage.StoreFactory;
import dev.latchkey.local.storage.StoreSite;
import dev.latchkey.port.SessionStore;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Files that are sealed with a key in the OS keyring.
 *
 * @param keyring not a method reference to {@code get}, which alone would load the keyring's classes
 */
record KeyringStores(Lazy<GuardedKeyring> keyring) implements StoreFactory {
    @Override
    public SessionStore open(StoreSite site) {
        return new KeyringSessionStore(site.documents(), site.lock(), keyring.get(), site.keyNames(), site.others());
    }

    @Override
    public StoreCheck look() {
        return check(keyring.get().probe());
    }

    @Override
    public StoreCheck tryOut() {
        KeyringStatus status = keyring.get().probe();
        if (!status.isReady()) {
            return check(status);
        }
        try {
            Duration roundTrip = keyring.get().tryOut();
            return check(status, Outcome.READY, status.state().reason(), status.message(), roundTrip);
        } catch (StorageException e) {
            return check(status, Outcome.UNUSABLE, e.reason(), String.valueOf(e.getMessage()), null);
        }
    }

    private static StoreCheck check(KeyringStatus status) {
        Outcome outcome =
                status.isReady() ? Outcome.READY : status.state().isAbsent() ? Outcome.ABSENT : Outcome.UNUSABLE;
        return check(status, outcome, status.state().reason(), status.message(), null);
    }

    private static StoreCheck check(
            KeyringStatus status, Outcome outcome, Reason reason, String message, @Nullable Duration roundTrip) {
        // If a keyring looked ready and then failed, the failure describes its state.
        boolean hasFailed = status.isReady() && outcome != Outcome.READY;
        String state = (hasFailed ? reason.name() : status.state().name()).toLowerCase(Locale.ROOT);
        return new StoreCheck(outcome, reason, status.kind().title(), message, state, status.latency(), roundTrip);
    }
}

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
        return check(false);
    }

    @Override
    public StoreCheck tryOut() {
        return check(true);
    }

    private StoreCheck check(boolean withTrial) {
        KeyringStatus status = keyring.get().probe();
        Outcome outcome =
                status.isReady() ? Outcome.READY : status.state().isAbsent() ? Outcome.ABSENT : Outcome.UNUSABLE;
        Reason reason = status.state().reason();
        String message = status.message();
        String state = status.state().name();
        Duration roundTrip = null;
        if (withTrial && status.isReady()) {
            try {
                roundTrip = keyring.get().tryOut();
            } catch (StorageException e) { // It looked ready and then failed, so the failure describes its state.
                outcome = Outcome.UNUSABLE;
                reason = e.reason();
                message = String.valueOf(e.getMessage());
                state = reason.name();
            }
        }
        String shown = state.toLowerCase(Locale.ROOT);
        return new StoreCheck(outcome, reason, status.kind().title(), message, shown, status.latency(), roundTrip);
    }
}

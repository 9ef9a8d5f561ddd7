package dev.latchkey.cli.doctor;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.provider.SelectedProvider;
import dev.latchkey.cli.session.Accounts;
import dev.latchkey.cli.storage.KeyringTrial;
import dev.latchkey.error.AuthException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.Adapters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at what a login needs. Nothing stays changed but that folders are made which a login would make. */
public final class Doctor {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(2);

    private final Adapters adapters;
    private final Accounts accounts;
    private final Path home;
    private final Supplier<SelectedProvider> provider;
    private final KeyringTrial keyring;

    /**
     * @param home Latchkey's own folder
     * @param provider finds the provider that the options name
     * @param keyring tries the keyring out
     */
    public Doctor(
            Adapters adapters,
            Accounts accounts,
            Path home,
            Supplier<SelectedProvider> provider,
            KeyringTrial keyring) {
        this.adapters = adapters;
        this.accounts = accounts;
        this.home = home;
        this.provider = provider;
        this.keyring = keyring;
    }

    /** Everything that was found, in the order in which a login needs it. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.well("Java", "version " + Runtime.version().feature()));
        SelectedProvider selected;
        try {
            selected = provider.get();
            findings.add(Finding.well("Provider", selected.shown() + ", " + server(selected)));
        } catch (RuntimeException e) {
            findings.add(failed("Provider", e));
            findings.add(lookAtKeyring());
            return findings;
        }
        findings.add(lookAtLocks(selected));
        findings.add(lookAtStore(selected));
        findings.add(new ServerCheck(adapters).look(selected));
        findings.add(lookAtKeyring());
        return findings;
    }

    private Finding lookAtLocks(SelectedProvider selected) {
        LockId id = LockId.login(accounts.asked(selected));
        try (SessionLock.Hold hold = adapters.lock().acquire(id, LOCK_LIMIT)) {
            return Finding.well("Locks", "can be taken in " + home);
        } catch (AuthException e) {
            return failed("Locks", e);
        }
    }

    private Finding lookAtStore(SelectedProvider selected) {
        SessionId id = accounts.selected(selected);
        SessionStore store = adapters.store();
        try (SessionLock.Hold hold = adapters.lock().acquire(LockId.session(id), LOCK_LIMIT);
                SessionStore.PreparedSave save = store.prepare(id)) {
            boolean present = store.load(id).isPresent();
            return Finding.well(
                    "Store",
                    "can be written; " + (present ? "a session is" : "no session is yet") + " at "
                            + store.location(id));
        } catch (AuthException e) {
            return failed("Store", e);
        }
    }

    private Finding lookAtKeyring() {
        return KeyringFinding.of(keyring.run());
    }

    private static String server(SelectedProvider selected) {
        String issuer = selected.provider().issuer();
        return issuer == null ? selected.provider().authDomain() : issuer;
    }

    static Finding failed(String what, RuntimeException failure) {
        return Finding.failed(what, ExitCode.of(failure), FailureReport.message(failure));
    }
}

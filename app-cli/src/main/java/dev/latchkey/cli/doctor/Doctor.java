package dev.latchkey.cli.doctor;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.wiring.Environment;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.Adapters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at what a login needs. Nothing stays changed but that folders are made which a login would make. */
public final class Doctor {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(2);

    private final Adapters adapters;
    private final Accounts accounts;
    private final LatchkeyFolders folders;
    private final Supplier<SelectedProvider> provider;
    private final LocalStores stores;
    private final NetworkCheck network;
    private final Surroundings surroundings;

    /**
     * @param provider finds the provider that the options name
     * @param network the way to servers
     */
    public Doctor(
            LocalInstallation installation,
            Accounts accounts,
            Supplier<SelectedProvider> provider,
            ClientSettings network,
            Terminal terminal,
            Environment environment) {
        this.network = new NetworkCheck(network);
        this.surroundings = new Surroundings(terminal, environment.variables(), environment.system());
        this.adapters = installation.adapters();
        this.accounts = accounts;
        this.folders = installation.folders();
        this.provider = provider;
        this.stores = installation.stores();
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
            findings.addAll(lookAround());
            return findings;
        }
        findings.add(lookAtLocks(selected));
        findings.add(lookAtStore(selected));
        findings.add(network.look(selected));
        findings.addAll(new ServerCheck(adapters).look(selected));
        findings.addAll(lookAround());
        return findings;
    }

    private List<Finding> lookAround() {
        return List.of(
                surroundings.permissions(folders), surroundings.browser(), surroundings.terminal(), lookAtKeyring());
    }

    private Finding lookAtLocks(SelectedProvider selected) {
        LockId id = LockId.login(accounts.asked(selected));
        try (SessionLock.Hold hold = adapters.lock().acquire(id, LOCK_LIMIT)) {
            return new LockTrial(folders.locks()).run();
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
        return KeyringReport.of(stores.tryOut());
    }

    private static String server(SelectedProvider selected) {
        String issuer = selected.provider().issuer();
        return issuer == null ? selected.provider().authDomain() : issuer;
    }

    static Finding failed(String what, RuntimeException failure) {
        return Finding.failed(what, ExitCode.of(failure), FailureReport.message(failure));
    }
}

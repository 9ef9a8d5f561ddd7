package dev.latchkey.cli.doctor;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.StoreCheck;
import dev.latchkey.local.storage.StoreCheck.Outcome;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.Adapters;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the prerequisites of a login. Changes nothing, except that it creates folders and database tables that a login would create. */
public record Doctor(
        LocalInstallation installation,
        Selection selection,
        Provider<ClientSettings> settings,
        Terminal terminal,
        Environment environment) {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(2);

    /** All findings, in the order in which a login needs these things. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.well("Java", "version " + Runtime.version().feature()));
        try {
            SelectedProvider selected = selection.provider();
            String server = selected.provider().issuer().orElseGet(selected.provider()::authDomain);
            findings.add(Finding.well("Provider", selected.shown() + ", " + server));
        } catch (RuntimeException e) {
            findings.add(failed("Provider", e));
            findings.addAll(checkMachine());
            return findings;
        }
        database().ifPresent(findings::add); // Creates the tables, as a login does.
        findings.add(lookAtLocks());
        findings.add(lookAtStore());
        ServerCheck server = new ServerCheck(selection.provider().provider(), installation.adapters(), settings);
        findings.add(server.network());
        findings.addAll(server.answers());
        findings.addAll(checkMachine());
        return findings;
    }

    private List<Finding> checkMachine() {
        MachineCheck machine = new MachineCheck(terminal, environment);
        return List.of(
                machine.permissions(installation.folders()),
                machine.browser(),
                machine.ofTerminal(),
                MachineCheck.store("Keyring", installation.stores().tryOut(StoreKind.KEYRING)));
    }

    private Optional<Finding> database() {
        try {
            StoreCheck check = installation.stores().tryOut(StoreKind.DATABASE);
            return check.outcome() == Outcome.ABSENT
                    ? Optional.empty()
                    : Optional.of(MachineCheck.store("Database", check));
        } catch (RuntimeException e) {
            return Optional.of(failed("Database", e));
        }
    }

    private Finding lookAtLocks() {
        try {
            LockId id = LockId.login(selection.accounts().asked(selection.provider()));
            try (SessionLock.Hold hold = installation.adapters().lock().acquire(id, LOCK_LIMIT)) {
                return new LockTrial(installation.folders().locks()).run();
            }
        } catch (RuntimeException e) {
            return failed("Locks", e);
        }
    }

    private Finding lookAtStore() {
        try {
            return lookAtStoreOf(selection.account());
        } catch (RuntimeException e) {
            return failed("Store", e);
        }
    }

    private Finding lookAtStoreOf(SessionId id) {
        Adapters adapters = installation.adapters();
        SessionStore store = adapters.store();
        try (SessionLock.Hold hold = adapters.lock().acquire(LockId.session(id), LOCK_LIMIT);
                SessionStore.PreparedSave save = store.prepare(id, hold)) {
            boolean present = store.load(id).isPresent();
            return Finding.well(
                    "Store",
                    "can be written; " + (present ? "a session is" : "no session is yet") + " at "
                            + store.location(id));
        }
    }

    static Finding failed(String what, RuntimeException failure) {
        return Finding.failed(what, ExitCode.of(failure), FailureReport.message(failure));
    }
}

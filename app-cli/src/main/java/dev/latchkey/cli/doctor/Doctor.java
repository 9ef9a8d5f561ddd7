package dev.latchkey.cli.doctor;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.FailureReport;
import dev.latchkey.cli.session.Report;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.local.provider.SelectedProvider;
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
import java.util.function.Supplier;

/** Checks the prerequisites of a login. Changes nothing, except that it creates folders and database tables that a login would create. */
public record Doctor(Selection selection, Provider<ClientSettings> settings, Results results, Environment environment) {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(2);

    /** Shows all findings, in the order in which a login needs these things; returns the exit code of the first failure. */
    public ExitCode run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.well("Java", "version " + Runtime.version().feature()));
        findings.add(tried("Provider", this::provider));
        if (findings.get(1).code() == ExitCode.DONE) {
            Finding database = tried("Database", () -> store("Database", StoreKind.DATABASE));
            if (database.state() != Finding.State.ABSENT) {
                findings.add(database);
            }
            findings.add(tried("Locks", this::locks));
            findings.add(tried("Store", this::store));
            ServerCheck server = new ServerCheck(
                    selection.provider().provider(), selection.installation().adapters(), settings);
            findings.add(server.network());
            findings.addAll(server.answers());
        }
        MachineCheck machine = new MachineCheck(results.terminal(), environment);
        findings.add(machine.permissions(selection.installation().folders()));
        findings.add(machine.browser());
        findings.add(machine.ofTerminal());
        findings.add(store("Keyring", StoreKind.KEYRING));
        results.show(new Report(
                findings.stream().map(Finding::line).toList(),
                Report.object("findings", findings.stream().map(Finding::json).toList())));
        return findings.stream()
                .map(Finding::code)
                .filter(code -> code != ExitCode.DONE)
                .findFirst()
                .orElse(ExitCode.DONE);
    }

    private Finding provider() {
        SelectedProvider selected = selection.provider();
        String server = selected.provider().issuer().orElseGet(selected.provider()::authDomain);
        return Finding.well("Provider", selected.shown() + ", " + server);
    }

    /** Creates the tables of a database, as a login does. */
    private Finding store(String what, StoreKind kind) {
        return MachineCheck.store(what, selection.installation().stores().tryOut(kind));
    }

    private Finding locks() {
        LockId id = LockId.login(selection.accounts().asked(selection.provider()));
        try (SessionLock.Hold hold = selection.installation().adapters().lock().acquire(id, LOCK_LIMIT)) {
            return new LockTrial(selection.installation().folders().locks()).run();
        }
    }

    private Finding store() {
        SessionId id = selection.account();
        Adapters adapters = selection.installation().adapters();
        SessionStore store = adapters.store();
        try (SessionLock.Hold hold = adapters.lock().acquire(LockId.session(id), LOCK_LIMIT);
                SessionStore.PreparedSave save = store.prepare(id, hold)) {
            String there = store.load(id).isPresent() ? "a session is" : "no session is yet";
            return Finding.well("Store", "can be written; " + there + " at " + store.location(id));
        }
    }

    private static Finding tried(String what, Supplier<Finding> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return failed(what, e);
        }
    }

    static Finding failed(String what, RuntimeException failure) {
        return Finding.failed(what, ExitCode.of(failure), FailureReport.message(failure));
    }
}

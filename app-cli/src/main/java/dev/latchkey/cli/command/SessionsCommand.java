package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.session.SessionView;
import dev.latchkey.cli.text.Columns;
import dev.latchkey.cli.text.Report;
import dev.latchkey.cli.text.Results;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.local.session.SessionList;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists sessions. */
record SessionsCommand(
        Options options,
        Terminal terminal,
        Json json,
        Results results,
        Environment environment,
        Selection selection,
        LocalInstallation installation)
        implements Command {
    /** A row; the view is null if the session cannot be read. */
    private record Row(SessionList.Entry entry, @Nullable SessionView view, boolean isCurrent, String store) {
        String[] cells() {
            SessionId id = entry.id();
            return new String[] {
                isCurrent ? "*" : "",
                DisplayText.clean(id.provider(), 64),
                view == null ? AccountName.shown(id.account()) : view.account(),
                view == null ? "?" : view.server(),
                view == null ? "cannot be read" : view.timeLeft(),
                view == null ? "?" : view.session().isRefreshable() ? "yes" : "no",
                store
            };
        }

        String failure() {
            return entry.failure()
                    .map(failure -> String.valueOf(failure.getMessage()))
                    .orElse("it was removed just now");
        }

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> object = view != null
                    ? view.json()
                    : Report.object(
                            "provider", entry.id().provider(),
                            "account", entry.id().account(),
                            "state", "unreadable",
                            "error", failure(),
                            "stored_in", entry.location());
            object.put("current", isCurrent);
            return object;
        }
    }

    private record Sessions(List<Row> rows) implements Report {
        @Override
        public List<String> lines() {
            Columns table = new Columns().row("", "PROVIDER", "ACCOUNT", "SERVER", "TOKEN", "RENEWABLE", "STORE");
            rows.forEach(row -> table.row(row.cells()));
            return table.lines();
        }

        @Override
        public Map<String, @Nullable Object> json() {
            return Report.object("sessions", rows.stream().map(Row::json).toList());
        }
    }

    @Override
    public ExitCode run() {
        RenamedStore store = installation.stores().sessions();
        List<Row> rows = new ArrayList<>();
        List<StorageException> unlisted = new ArrayList<>();
        for (SessionList.Entry entry : new SessionList(store, json).of(selection.stored(unlisted::add))) {
            rows.add(new Row(
                    entry,
                    SessionView.of(entry, environment.time().epochMillis()),
                    installation.accounts(options.account().orElse(null)).isCurrent(entry.id()),
                    kindOf(store, entry.id())));
        }
        if (rows.isEmpty() && !unlisted.isEmpty()) {
            throw unlisted.get(0); // There may be sessions that could not be listed.
        }
        unlisted.forEach(failure -> terminal.warn(String.valueOf(failure.getMessage())));
        if (rows.isEmpty() && !results.areForProgram()) {
            String provider = options.provider()
                    .map(name -> " for " + DisplayText.clean(name, 80))
                    .orElse("");
            terminal.note("No session is stored here" + provider + ".");
            return ExitCode.DONE;
        }
        results.show(new Sessions(rows));
        if (!results.areForProgram()) {
            tellUnreadable(rows);
        }
        return ExitCode.DONE;
    }

    /** The reason why a session cannot be read is reported separately. */
    private static String kindOf(RenamedStore store, SessionId id) {
        try {
            return store.kindOf(id).toString();
        } catch (StorageException e) {
            return "?";
        }
    }

    /** Prints each reason once: without the keyring, it is the same for all sealed sessions. */
    private void tellUnreadable(List<Row> rows) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.view() == null) {
                SessionId id = row.entry().id();
                byReason.computeIfAbsent(row.failure(), reason -> new ArrayList<>())
                        .add(DisplayText.clean(id.provider(), 64) + "/" + AccountName.shown(id.account()));
            }
        }
        byReason.forEach((reason, ids) -> terminal.warn(String.join(", ", ids) + " cannot be read: " + reason));
    }
}

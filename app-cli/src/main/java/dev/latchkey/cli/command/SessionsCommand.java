package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.session.SessionView;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.local.session.SessionList;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists sessions. */
record SessionsCommand(Options options, Terminal terminal, Results results, Selection selection) implements Command {
    @Override
    public ExitCode run() {
        RenamedStore store = selection.store();
        List<StorageException> unlisted = new ArrayList<>();
        List<SessionList.Entry> entries = new SessionList(store, results.json()).of(selection.stored(unlisted::add));
        if (entries.isEmpty() && !unlisted.isEmpty()) {
            throw unlisted.get(0); // There may be sessions that could not be listed.
        }
        unlisted.forEach(failure -> terminal.warn(String.valueOf(failure.getMessage())));
        if (!entries.isEmpty() || results.areForProgram()) {
            list(store, entries);
            return ExitCode.DONE;
        }
        String provider = options.provider()
                .map(name -> " for " + DisplayText.clean(name, 80))
                .orElse("");
        terminal.note("No session is stored here" + provider + ".");
        return ExitCode.DONE;
    }

    private void list(RenamedStore store, List<SessionList.Entry> entries) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("", "PROVIDER", "ACCOUNT", "SERVER", "TOKEN", "RENEWABLE", "STORE"));
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        // Each reason is printed once: without the keyring, it is the same for all sealed sessions.
        Map<String, List<String>> unreadable = new LinkedHashMap<>();
        long now = selection.installation().adapters().time().epochMillis();
        for (SessionList.Entry entry : entries) {
            SessionId id = entry.id();
            boolean isCurrent = selection.accounts().isCurrent(id);
            String mark = isCurrent ? "*" : "";
            String provider = DisplayText.clean(id.provider(), 64);
            SessionView view = entry.session()
                    .map(session ->
                            new SessionView(id, session, entry.username().orElse(null), entry.location(), now))
                    .orElse(null);
            Map<String, @Nullable Object> object;
            if (view != null) {
                String renewable = view.session().isRefreshable() ? "yes" : "no";
                table.add(List.of(
                        mark, provider, view.account(), view.server(), view.timeLeft(), renewable, kindOf(store, id)));
                object = view.json();
            } else {
                String account = AccountName.shown(id.account());
                String failure = String.valueOf(entry.failure().orElseThrow().getMessage());
                unreadable.computeIfAbsent(failure, reason -> new ArrayList<>()).add(provider + "/" + account);
                table.add(List.of(mark, provider, account, "?", "cannot be read", "?", kindOf(store, id)));
                object = Results.object(
                        "provider", id.provider(),
                        "account", id.account(),
                        "state", "unreadable",
                        "error", failure,
                        "stored_in", entry.location());
            }
            object.put("current", isCurrent);
            objects.add(object);
        }
        results.show(Results.columns(table), Results.object("sessions", objects));
        if (!results.areForProgram()) {
            unreadable.forEach((reason, ids) -> terminal.warn(String.join(", ", ids) + " cannot be read: " + reason));
        }
    }

    /** The reason why a session cannot be read is reported separately. */
    private static String kindOf(RenamedStore store, SessionId id) {
        try {
            return store.kindOf(id).toString();
        } catch (StorageException e) {
            return "?";
        }
    }
}

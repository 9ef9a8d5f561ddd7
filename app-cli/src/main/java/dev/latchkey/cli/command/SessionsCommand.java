package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.session.SessionView;
import dev.latchkey.cli.text.Columns;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.AuthException;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.local.session.SessionList;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists sessions. */
final class SessionsCommand implements BaseCommand {
    private final boolean asJson;

    SessionsCommand(ParsedLine line) {
        this.asJson = line.has("json");
    }

    @Override
    public ExitCode run(CliComponent cli) {
        List<SessionList.Entry> sessions = new SessionList(cli.store(), cli.json()).of(StoredSessions.visible(cli));
        if (asJson) {
            cli.jsonLines()
                    .print(Map.of(
                            "sessions",
                            sessions.stream()
                                    .map(entry -> json(entry, cli.time().epochMillis()))
                                    .toList()));
        } else if (sessions.isEmpty()) {
            cli.terminal()
                    .note("No session is stored here"
                            + cli.options()
                                    .provider()
                                    .map(name -> " for " + DisplayText.clean(name, 80))
                                    .orElse("") + ".");
        } else {
            table(cli, sessions).forEach(cli.terminal()::say);
            tellUnreadable(cli, sessions);
        }
        return ExitCode.DONE;
    }

    /** Each reason once: without its keyring, all sealed sessions have the same. */
    private static void tellUnreadable(CliComponent cli, List<SessionList.Entry> sessions) {
        Map<String, List<String>> byReason = sessions.stream()
                .filter(session -> session.session() == null)
                .collect(Collectors.groupingBy(
                        SessionsCommand::message,
                        LinkedHashMap::new,
                        Collectors.mapping(session -> shown(session.id()), Collectors.toList())));
        byReason.forEach((reason, ids) -> cli.terminal().warn(String.join(", ", ids) + " cannot be read: " + reason));
    }

    private static Map<String, Object> json(SessionList.Entry entry, long nowMillis) {
        SessionView view = SessionView.of(entry, nowMillis);
        if (view != null) {
            return view.json();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("provider", entry.id().provider());
        object.put("account", entry.id().account());
        object.put("state", "unreadable");
        object.put("error", message(entry));
        object.put("stored_in", entry.location());
        return object;
    }

    private static String shown(SessionId id) {
        return DisplayText.clean(id.provider(), 64) + "/" + AccountName.shown(id.account());
    }

    /** The star marks those that commands without a username are about. */
    private static List<String> table(CliComponent cli, List<SessionList.Entry> sessions) {
        Columns table = new Columns().row("", "PROVIDER", "ACCOUNT", "SERVER", "TOKEN", "RENEWABLE", "STORE");
        for (SessionList.Entry entry : sessions) {
            SessionId id = entry.id();
            SessionView view = SessionView.of(entry, cli.time().epochMillis());
            table.row(
                    cli.accounts().isCurrent(id) ? "*" : "",
                    DisplayText.clean(id.provider(), 64),
                    view == null ? AccountName.shown(id.account()) : view.account(),
                    view == null ? "?" : view.server(),
                    view == null ? "cannot be read" : view.timeLeft(),
                    view == null ? "?" : view.session().isRefreshable() ? "yes" : "no",
                    cli.store().kindOf(id).toString());
        }
        return table.lines();
    }

    private static String message(SessionList.Entry entry) {
        AuthException failure = entry.failure();
        return failure == null ? "it was removed just now" : String.valueOf(failure.getMessage());
    }
}

package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.session.SessionList;
import dev.latchkey.cli.session.SessionView;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.AuthException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the sessions of all providers. */
@Command(name = "sessions", description = "List the sessions that are stored here, of all providers.")
final class SessionsCommand extends BaseCommand {
    @Option(names = "--json", description = "Print a JSON object; times in seconds since the epoch.")
    private boolean asJson;

    @Override
    ExitCode run(CliComponent cli) {
        List<SessionList.Entry> sessions = new SessionList(cli.store(), cli.json(), cli.time()).all();
        if (asJson) {
            cli.jsonLines()
                    .print(Map.of(
                            "sessions",
                            sessions.stream().map(SessionsCommand::json).toList()));
        } else if (sessions.isEmpty()) {
            cli.terminal().note("No session is stored here.");
        } else {
            sessions.forEach(session -> cli.terminal().out().println(text(session)));
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> json(SessionList.Entry entry) {
        SessionView view = entry.view();
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

    private static String text(SessionList.Entry entry) {
        SessionView view = entry.view();
        String what = view == null
                ? "cannot be read: " + message(entry)
                : view.who() + " at " + view.server() + "\n    " + view.untilWhen();
        return entry.id() + ": " + what + "\n    in " + entry.location();
    }

    private static String message(SessionList.Entry entry) {
        AuthException failure = entry.failure();
        return failure == null ? "it was removed just now" : String.valueOf(failure.getMessage());
    }
}

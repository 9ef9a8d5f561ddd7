package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.session.ApiKeyAccess;
import dev.latchkey.cli.session.SessionView;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Shows the account that is logged in to one provider. */
final class StatusCommand implements BaseCommand {
    private final boolean asJson;
    private final boolean check;

    StatusCommand(ParsedLine line) {
        this.asJson = line.has("json");
        this.check = line.has("check");
    }

    @Override
    public ExitCode run(CliComponent cli) {
        SelectedProvider provider = cli.provider();
        if (ApiKeyAccess.find(
                        provider, cli.environment().variables(), cli.options().username())
                .isPresent()) {
            return apiKeys(cli, provider);
        }
        AuthSession session = cli.sessions().open(provider, cli.accounts().selected(provider));
        Optional<StoredSession> stored = session.stored();
        if (stored.isEmpty()) {
            return notLoggedIn(cli, provider, session.id());
        }
        Optional<ServerOpinion> opinion = check ? Optional.of(ServerOpinion.of(cli, session)) : Optional.empty();
        // The question may have renewed it.
        StoredSession latest = session.peek().orElse(stored.get());
        String username = session.usernameOf(latest).orElse(null);
        SessionView view = new SessionView(
                session.id(), latest, username, session.location(), cli.time().epochMillis());
        if (asJson) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("logged_in", view.isAlive());
            object.putAll(view.json());
            opinion.ifPresent(said -> object.put("server_says", said.word()));
            cli.jsonLines().print(object);
        } else {
            print(cli.terminal(), provider, view);
            opinion.ifPresent(said -> cli.terminal().say("The server: " + said.text()));
        }
        return view.isAlive() && opinion.map(ServerOpinion::isGood).orElse(true)
                ? ExitCode.DONE
                : ExitCode.LOGIN_REQUIRED;
    }

    private static void print(Terminal terminal, SelectedProvider provider, SessionView view) {
        terminal.say("Provider:  " + provider.shown());
        terminal.say("Server:    " + view.server());
        terminal.say("Account:   " + view.account());
        terminal.say("Token:     " + (view.bar().isEmpty() ? "" : view.bar() + " ") + view.untilWhen());
        terminal.say("Scopes:    " + view.scopes());
        terminal.say("Stored in: " + view.location());
    }

    private ExitCode notLoggedIn(CliComponent cli, SelectedProvider provider, SessionId id) {
        if (asJson) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("logged_in", false);
            object.put("provider", provider.name());
            cli.jsonLines().print(object);
        } else {
            cli.terminal().note(cli.notLoggedIn().message(id));
        }
        return ExitCode.LOGIN_REQUIRED;
    }

    private ExitCode apiKeys(CliComponent cli, SelectedProvider provider) {
        String username = cli.options().username().orElse("");
        if (asJson) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("logged_in", true);
            object.put("provider", provider.name());
            object.put("username", username);
            object.put("state", "api_keys");
            cli.jsonLines().print(object);
        } else {
            cli.terminal()
                    .say("API keys of " + DisplayText.clean(username, 100) + " for " + provider.shown()
                            + ", from the environment.");
        }
        return ExitCode.DONE;
    }
}

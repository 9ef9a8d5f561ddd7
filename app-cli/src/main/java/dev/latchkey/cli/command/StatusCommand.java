package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.session.SessionView;
import dev.latchkey.console.Terminal;
import dev.latchkey.credential.AuthorizedRequests;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the account that is logged in to a provider. */
record StatusCommand(Options options, Terminal terminal, Results results, Selection selection) implements Command {
    /** The server's response to the session's token. */
    private enum Opinion {
        ACCEPTED("token accepted"),
        REFUSED("token refused, and a renewed one too. Run: latchkey login"),
        UNKNOWN("no userinfo endpoint answers; the token was renewed if it had to be");

        private final String text;

        Opinion(String text) {
            this.text = text;
        }
    }

    @Override
    public ExitCode run() {
        SelectedProvider provider = selection.provider();
        if (selection.apiKeys().isPresent()) {
            String username = options.account().orElse("");
            Map<String, @Nullable Object> json = Results.object("logged_in", true, "provider", provider.name());
            json.putAll(Results.object("username", username, "state", "api_keys"));
            String keys = "API keys of " + DisplayText.clean(username, 100) + " for " + provider.shown();
            results.show(List.of(keys + ", from the environment."), json);
            return ExitCode.DONE;
        }
        AuthSession session = selection.open();
        Optional<StoredSession> stored = session.stored();
        if (stored.isEmpty()) {
            if (results.areForProgram()) {
                results.print(Results.object("logged_in", false, "provider", provider.name()));
            } else {
                terminal.note(selection.notLoggedIn(session.id()));
                tellOfProviders();
            }
            return ExitCode.LOGIN_REQUIRED;
        }
        Opinion opinion = options.has("check") ? ask(session) : null;
        // The request may have renewed the session.
        StoredSession latest = session.peek().orElse(stored.get());
        String username = session.usernameOf(latest).orElse(null);
        long now = selection.installation().adapters().time().epochMillis();
        SessionView view = new SessionView(session.id(), latest, username, session.location(), now);
        show(provider.shown(), view, opinion);
        return view.isAlive() && opinion != Opinion.REFUSED ? ExitCode.DONE : ExitCode.LOGIN_REQUIRED;
    }

    /** Logged in; the opinion is null if the server was not asked. */
    private void show(String provider, SessionView view, @Nullable Opinion opinion) {
        List<String> lines = new ArrayList<>(List.of(
                "Provider:  " + provider,
                "Server:    " + view.server(),
                "Account:   " + view.account(),
                "Token:     " + (view.bar().isEmpty() ? "" : view.bar() + " ") + view.untilWhen(),
                "Scopes:    " + view.scopes(),
                "Stored in: " + view.location()));
        Map<String, @Nullable Object> json = Results.object("logged_in", view.isAlive());
        json.putAll(view.json());
        if (opinion != null) {
            lines.add("Check:     " + opinion.text);
            json.put("server_says", opinion.name().toLowerCase(Locale.ROOT));
        }
        results.show(lines, json);
    }

    /** If no provider is configured, the user may not know that other servers are possible. */
    private void tellOfProviders() {
        boolean isNamed = options.nameServer() || options.provider().isPresent();
        LocalInstallation installation = selection.installation();
        if (!isNamed
                && installation.defaultProvider().configured().isEmpty()
                && installation.providers().names().isEmpty()) {
            terminal.note("No provider is set up. For another server, see: latchkey help providers");
        }
    }

    /** Queries the userinfo endpoint (OpenID Connect Core §5.3). */
    private Opinion ask(AuthSession session) {
        Optional<URI> userinfo = session.userinfoEndpoint();
        if (userinfo.isEmpty()) {
            session.accessToken();
            return Opinion.UNKNOWN;
        }
        Adapters adapters = selection.installation().adapters();
        HttpReply reply = new AuthorizedRequests(
                        adapters.http(), new DeviceCodeCredential(session), adapters.time(), adapters.random())
                .send(HttpCall.get(userinfo.get(), List.of()));
        if (reply.isSuccess()) {
            return Opinion.ACCEPTED;
        }
        // A 403 may only mean that the token lacks a scope for this endpoint.
        return reply.status() == 401 ? Opinion.REFUSED : Opinion.UNKNOWN;
    }
}

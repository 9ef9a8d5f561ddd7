package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.session.ApiKeyAccess;
import dev.latchkey.cli.text.JsonPrompt;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.ConsolePrompt;
import dev.latchkey.console.PromptOptions;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.local.LocalLogin;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.StoreChoice;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logs a person in with a device code. */
final class LoginCommand implements BaseCommand {
    private final @Nullable StoreKind store;
    private final boolean noBrowser;
    private final boolean copy;
    private final boolean plain;
    private final boolean force;
    private final boolean asJson;

    LoginCommand(ParsedLine line) {
        this.store = StoreKinds.of(line, "store");
        this.noBrowser = line.has("no-browser");
        this.copy = line.has("copy");
        this.plain = line.has("plain");
        this.force = line.has("force");
        this.asJson = line.has("json");
    }

    @Override
    public ExitCode run(CliComponent cli) {
        try {
            return login(cli);
        } catch (RuntimeException e) {
            if (asJson) {
                Map<String, Object> event = new LinkedHashMap<>();
                event.put("event", "failed");
                event.put("error", FailureReport.word(e));
                event.put("message", FailureReport.message(e));
                cli.jsonLines().print(event);
            }
            throw e;
        }
    }

    private ExitCode login(CliComponent cli) {
        SelectedProvider provider = cli.provider();
        if (ApiKeyAccess.find(
                        provider, cli.environment().variables(), cli.options().username())
                .isPresent()) {
            cli.terminal().note("API keys are set in the environment: there is nothing to log in to.");
            return ExitCode.DONE;
        }
        tellWhoIsLoggedIn(cli, provider);
        LocalLogin.Result result = cli.installation()
                .login(provider)
                .as(cli.options().username())
                .in(Optional.ofNullable(store))
                .replacingOtherPerson(force)
                .run(prompt(cli));
        LoginNotes.tell(cli, provider, result);
        tell(cli, provider, result.login(), result.store());
        return ExitCode.DONE;
    }

    private UserPrompt prompt(CliComponent cli) {
        if (asJson) {
            if (copy) {
                cli.terminal().warn("--copy does nothing with --json: the caller displays the code.");
            }
            return new JsonPrompt(cli.jsonLines());
        }
        return ConsolePrompt.of(
                cli.terminal(),
                cli.environment().variables(),
                cli.environment().system(),
                new PromptOptions(!noBrowser, copy, plain));
    }

    /**
     * Says whose session a login may replace.
     *
     * @throws StorageException if it cannot be read now but may be good: then nobody is asked for anything
     */
    private void tellWhoIsLoggedIn(CliComponent cli, SelectedProvider provider) {
        Optional<SessionId> selected = LoginNotes.readable(() -> cli.accounts().selected(provider));
        if (selected.isEmpty()) {
            return;
        }
        AuthSession session = cli.sessions().open(provider, selected.get());
        try {
            session.stored()
                    .map(stored -> session.usernameOf(stored)
                            .map(name -> " as " + shown(name))
                            .orElse(""))
                    .ifPresent(as ->
                            note(cli, "Already logged in to " + provider.shown() + as + "; starting a new login."));
        } catch (StorageException e) {
            boolean replaced = force && e.reason() == Reason.UNREADABLE;
            if (!replaced && e.reason() != Reason.CORRUPT && e.reason() != Reason.KEY_LOST) {
                throw new StorageException(
                        e.reason(),
                        e.location(),
                        e.getMessage() + " The session at " + session.location()
                                + " is not replaced unread; to move it aside and log in all the same: --force.",
                        e);
            }
            note(cli, "What is stored at " + session.location() + " cannot be read; logging in afresh.");
        } catch (AuthException e) {
            // Of other scopes, or another environment: a login replaces the one and moves the other aside.
            note(cli, "What is stored at " + session.location() + " is for something else; logging in afresh.");
        }
    }

    private void note(CliComponent cli, String text) {
        if (!asJson) {
            cli.terminal().note(text);
        }
    }

    private void tell(CliComponent cli, SelectedProvider provider, LoginResult result, StoreChoice.Choice choice) {
        result.setAside()
                .ifPresent(where -> cli.terminal().note("What was stored there before was moved to " + where + "."));
        if (asJson) {
            cli.jsonLines().print(loggedIn(cli, provider, result));
            return;
        }
        cli.terminal()
                .say("Logged in at " + provider.shown()
                        + username(cli, provider, result)
                                .map(username -> " as " + shown(username))
                                .orElse("; account unknown (the provider did not say)")
                        + ".");
        cli.terminal().say("Stored in " + result.location() + ".");
        note(cli, "Store: " + choice.kind() + ", " + choice.why() + ".");
    }

    private static Map<String, Object> loggedIn(CliComponent cli, SelectedProvider provider, LoginResult result) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", "logged_in");
        event.put("username", username(cli, provider, result).orElse(null));
        Long expiresAt = result.session().expiresAtMillis();
        event.put("expires_at", expiresAt == null ? null : expiresAt / 1000);
        event.put("scopes", result.session().scopes());
        event.put("stored_in", result.location());
        return event;
    }

    private static Optional<String> username(CliComponent cli, SelectedProvider provider, LoginResult result) {
        return cli.sessions().open(provider, result.id()).usernameOf(result.session());
    }

    private static String shown(String username) {
        return DisplayText.clean(username, 100);
    }
}

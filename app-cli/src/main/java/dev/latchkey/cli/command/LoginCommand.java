package dev.latchkey.cli.command;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.FailureReport;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.ConsolePrompt;
import dev.latchkey.console.PromptOption;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.local.LocalLogin;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions.OtherPerson;
import dev.latchkey.session.LoginResult;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Logs in with a device code. */
record LoginCommand(Options options, Terminal terminal, Results results, Environment environment, Selection selection)
        implements Command {
    /** Reports the code to a program, which displays it. */
    record JsonPrompt(Results results) implements UserPrompt {
        @Override
        public void show(DeviceCodePrompt prompt) {
            results.print(Results.object(
                    "event", "code",
                    "user_code", prompt.userCode().value(),
                    "verification_uri", prompt.verificationUri().value(),
                    // Null if the server offers none, so that all events of a kind have the same keys.
                    "verification_uri_complete",
                            prompt.verificationUriComplete()
                                    .map(DisplayText::value)
                                    .orElse(null),
                    "expires_at", prompt.expiresAt().getEpochSecond(),
                    "interval", prompt.interval().toSeconds()));
        }

        @Override
        public void warning(DisplayText what) {
            results.print(Results.object("event", "warning", "message", what.value()));
        }
    }

    @Override
    public ExitCode run() {
        try {
            return login();
        } catch (RuntimeException e) {
            if (results.areForProgram()) {
                results.print(Results.object(
                        "event", "failed", "error", FailureReport.word(e), "message", FailureReport.message(e)));
            }
            throw e;
        }
    }

    private ExitCode login() {
        SelectedProvider provider = selection.provider();
        if (selection.apiKeys().isPresent()) {
            terminal.note("API keys are set in the environment: there is nothing to log in to.");
            return ExitCode.DONE;
        }
        tellWhoIsLoggedIn(provider);
        LocalLogin.Result result = selection
                .installation()
                .login(provider)
                .as(options.account().orElse(null))
                .in(options.store("store"))
                .with(options.has("force") ? OtherPerson.REPLACE : OtherPerson.KEEP)
                .run(prompt());
        tellWhatIsNotNoted(result);
        LoginResult login = result.login();
        login.movedAside()
                .ifPresent(where -> terminal.note("What was stored there before was moved to " + where + "."));
        String username = selection.open(login.id()).usernameOf(login.session()).orElse(null);
        SessionId id = login.id();
        String who = !id.isDefaultAccount()
                ? " as " + AccountName.shown(id.account())
                : username == null ? "; account unknown (the provider did not say)" : " as " + shown(username);
        results.show(
                List.of("Logged in to " + provider.shown() + who + ".", "Stored in " + login.location() + "."),
                Results.object(
                        "event", "logged_in",
                        "username", username,
                        "expires_at", Results.seconds(login.session().expiresAt()),
                        "scopes", login.session().scopes(),
                        "stored_in", login.location()));
        note("Store: " + result.store().kind() + ", " + result.store().why() + ".");
        return ExitCode.DONE;
    }

    private UserPrompt prompt() {
        if (results.areForProgram()) {
            if (options.has("copy")) {
                terminal.warn("--copy does nothing with --json: the caller displays the code.");
            }
            return new JsonPrompt(results);
        }
        Set<PromptOption> chosen = Stream.of(PromptOption.values())
                .filter(option ->
                        options.has(option.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .collect(Collectors.toSet());
        return ConsolePrompt.of(terminal, environment.variables(), environment.system(), chosen);
    }

    /** Names the account whose session may be replaced. */
    private void tellWhoIsLoggedIn(SelectedProvider provider) {
        AuthSession session;
        try {
            session = selection.open();
        } catch (StorageException e) {
            return; // The current account cannot be read, but a login does not need it.
        }
        try {
            session.stored()
                    .map(stored -> session.usernameOf(stored)
                            .map(name -> " as " + shown(name))
                            .orElse(""))
                    .ifPresent(as -> note("Already logged in to " + provider.shown() + as + "; starting a new login."));
        } catch (StorageException e) {
            boolean replaced = options.has("force") && e.reason() == Reason.UNREADABLE;
            if (!replaced && e.reason() != Reason.CORRUPT && e.reason() != Reason.KEY_LOST) {
                throw new StorageException(
                        e.reason(),
                        e.location(),
                        "The session at " + session.location() + " is not replaced unread. To move it aside and log in"
                                + " anyway, add --force. " + e.getMessage(),
                        e);
            }
            note("The session at " + session.location() + " cannot be read; starting a new login.");
        } catch (AuthException e) {
            // It is for other scopes, which the login replaces, or for another environment, which it moves aside.
            note("The session at " + session.location()
                    + " is for another provider, client or account, or for other scopes; starting a new login.");
        }
    }

    /** The store and the current account can both be determined from the sessions, so the login has succeeded. */
    private void tellWhatIsNotNoted(LocalLogin.Result result) {
        result.storeNotNoted().ifPresent(store -> {
            terminal.warn("The session is stored, but which store it is in could not be noted: the next login may need"
                    + " --store " + result.store().kind() + ". " + FailureReport.message(store));
        });
        result.accountNotSelected().ifPresent(selected -> {
            SessionId id = result.login().id();
            terminal.warn("The session is stored, but the current account could not be set. "
                    + FailureReport.message(selected) + " Name it with --account "
                    + AccountName.shown(id.account()) + ", or run: " + selection.change(id.account()));
        });
    }

    /** Not printed for programs. */
    private void note(String text) {
        if (!results.areForProgram()) {
            terminal.note(text);
        }
    }

    private static String shown(String username) {
        return DisplayText.clean(username, 100);
    }
}

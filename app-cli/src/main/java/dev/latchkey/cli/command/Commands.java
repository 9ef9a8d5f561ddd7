package dev.latchkey.cli.command;

import dev.latchkey.cli.doctor.Doctor;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.FailureReport;
import dev.latchkey.cli.line.HelpText;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.request.StreamedRequests;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.session.SessionNotes;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.cli.wiring.DaggerCliComponent;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.LoginRequiredException;

/**
 * Runs command lines and converts exceptions to a message and an exit code. Uses no lambdas: the first one would load some fifty classes at
 * each start.
 */
public record Commands(Environment environment, Terminal terminal, OpenSessions sessions) {
    /** Runs the command and returns the exit code. Never throws. */
    public int run(String... arguments) {
        int code;
        try {
            code = codeOf(arguments);
        } catch (UsageException e) {
            code = FailureReport.print(e, terminal, false).code();
        } catch (Throwable e) { // A broken installation causes an Error.
            code = FailureReport.print(e, terminal, true).code();
        }
        terminal.out().flush();
        if (terminal.out().checkError() && code == ExitCode.DONE.code() && !terminal.readerIsGone()) {
            terminal.noteLostResult();
            return ExitCode.UNEXPECTED.code();
        }
        return code;
    }

    private int codeOf(String... arguments) {
        Options line = LineParser.parse(arguments);
        if (line.has("version")) {
            terminal.say(CommandTable.PROGRAM + " " + version());
            return ExitCode.DONE.code();
        }
        if (line.has("help")) {
            terminal.out().print(HelpText.of(line.spec()));
            return ExitCode.DONE.code();
        }
        try {
            return codeOf(line);
        } catch (Exception e) { // OkHttp may throw exceptions that Kotlin does not check.
            return FailureReport.print(e, terminal, line.has("verbose")).code();
        }
    }

    /** The version from the jar's manifest. */
    static String version() {
        String version = Commands.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private int codeOf(Options options) {
        CliComponent cli = graph(options);
        int code;
        try {
            code = of(cli, options).runForCode();
        } catch (LoginRequiredException e) {
            throw cli.selection().explained(e);
        }
        String why = cli.notes().renewalFailure();
        if (why != null) {
            terminal.warn(why); // The command succeeded with a token that is still valid.
        }
        return code;
    }

    /** The object graph for one command line. */
    public CliComponent graph(Options options) {
        SessionNotes notes = new SessionNotes(terminal, options);
        return DaggerCliComponent.factory().create(environment, terminal, options, notes, sessions);
    }

    /** Each command is given only what it uses. */
    private Command of(CliComponent cli, Options options) {
        Selection selection = cli.selection();
        Results results = new Results(terminal, cli.json(), options);
        TokenAccess access = new TokenAccess(options, selection, terminal);
        return switch (options.command()) {
            case "login" -> new LoginCommand(options, terminal, results, environment, selection);
            case "token" -> new TokenCommand(options, access, terminal, results, selection, environment);
            case "exec" -> new ExecCommand(options, access, terminal);
            case "status" -> new StatusCommand(options, terminal, results, selection);
            case "sessions" -> new SessionsCommand(options, terminal, results, selection);
            case "switch" -> new SwitchCommand(options, terminal, selection);
            case "request" ->
                new RequestCommand(
                        options,
                        terminal,
                        selection,
                        new StreamedRequests(cli.clientSettings(), options, terminal, environment));
            case "logout" -> new LogoutCommand(options, terminal, selection, cli.clientSettings());
            case "git-credential", "docker-credential" ->
                new CredentialCommand(options, terminal, results, selection, access);
            case "migrate" -> new MigrateCommand(options, terminal, results, selection);
            case "provider list", "provider show", "provider add", "provider use", "provider remove" ->
                new ProviderCommand(options, terminal, results, environment, selection.installation());
            case "doctor" -> new Doctor(selection, cli.clientSettings(), results, environment)::run;
            case "demo" -> new DemoCommand(options, terminal, cli.json(), environment);
            case "help", "completion", "man" -> new ManualCommand(options, terminal);
            case "complete" -> new CompleteCommand(options, terminal, selection);
            case "rehearse" -> new RehearseCommand(options, cli.json(), environment, this::in);
            default ->
                throw new IllegalStateException("the table has a command that nothing does: " + options.command());
        };
    }

    private Commands in(Environment other) {
        return new Commands(other, terminal, new OpenSessions());
    }
}

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
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.cli.wiring.DaggerCliComponent;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.session.AuthSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs command lines and converts exceptions to a message and an exit code. Uses no lambdas: the first one would load some fifty classes at
 * each start.
 */
public record Commands(Environment environment, Terminal terminal, List<AuthSession> opened) {
    /** The maximum duration of a renewal: a minute for the lock, half a minute for the server. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    public Commands(Environment environment, Terminal terminal) {
        this(environment, terminal, new CopyOnWriteArrayList<>());
    }

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
            terminal.note("latchkey: The result could not be written to standard output.");
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
        Selection selection = cli.selection();
        int code;
        try {
            code = options.command().equals("exec")
                    ? new ExecCommand(options, selection, terminal).run()
                    : of(cli, options).run().code();
        } catch (LoginRequiredException e) {
            throw selection.explained(e);
        }
        String why = cli.notes().renewalFailure();
        if (why != null) {
            terminal.warn(why); // The command succeeded with a token that is still valid.
        }
        return code;
    }

    /** The object graph for one command line. */
    public CliComponent graph(Options options) {
        return DaggerCliComponent.factory().create(environment, terminal, options, opened);
    }

    /** Waits for renewals in progress, so that no rotated token is lost. May be called by another thread. */
    public void awaitRenewals() {
        try {
            for (AuthSession session : opened) {
                session.awaitRenewal(LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each command is given only what it uses. */
    private Command of(CliComponent cli, Options options) {
        Selection selection = cli.selection();
        Results results = cli.results();
        return switch (options.command()) {
            case "login" -> new LoginCommand(options, terminal, results, environment, selection);
            case "token" -> new TokenCommand(options, terminal, results, selection, environment);
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
            case "git-credential", "docker-credential" -> new CredentialCommand(options, terminal, results, selection);
            case "migrate" -> new MigrateCommand(options, terminal, results, selection);
            case "provider list", "provider show", "provider add", "provider use", "provider remove" ->
                new ProviderCommand(options, terminal, results, environment, selection.installation());
            case "doctor" -> new Doctor(selection, cli.clientSettings(), results, environment)::run;
            case "demo" -> new DemoCommand(options, terminal, cli.json(), environment);
            case "help", "completion", "man" -> new ManualCommand(options, terminal);
            case "complete" -> new CompleteCommand(options, terminal, selection);
            case "rehearse" -> new RehearseCommand(options, cli.json(), environment, terminal);
            default ->
                throw new IllegalStateException("the table has a command that nothing does: " + options.command());
        };
    }
}

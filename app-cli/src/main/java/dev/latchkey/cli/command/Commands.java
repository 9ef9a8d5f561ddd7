package dev.latchkey.cli.command;

import dev.latchkey.cli.doctor.Doctor;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.request.StreamedRequests;
import dev.latchkey.cli.session.NotLoggedIn;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.session.SessionNotes;
import dev.latchkey.cli.text.Results;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.cli.wiring.DaggerCliComponent;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.local.LocalInstallation;
import java.util.function.ToIntFunction;

/** Runs the parsed command. Uses no lambdas: the first one would load some fifty classes at each start. */
public record Commands(Environment environment, Terminal terminal, OpenSessions sessions)
        implements ToIntFunction<ParsedLine> {
    @Override
    public int applyAsInt(ParsedLine line) {
        CliComponent cli = graph(line);
        int code;
        try {
            code = of(cli, line).runForCode();
        } catch (LoginRequiredException e) {
            throw notLoggedIn(cli).explained(e);
        }
        String why = cli.notes().renewalFailure();
        if (why != null) {
            terminal.warn(why); // The command succeeded with a token that is still valid.
        }
        return code;
    }

    /** The object graph for one command line. */
    public CliComponent graph(ParsedLine line) {
        Options options = new Options(line);
        SessionNotes notes = new SessionNotes(terminal, options);
        return DaggerCliComponent.factory().create(environment, terminal, options, notes, sessions);
    }

    /** Each command is given only what it uses. */
    private Command of(CliComponent cli, ParsedLine line) {
        Options options = cli.options();
        return switch (line.name()) {
            case "login" ->
                new LoginCommand(
                        options,
                        terminal,
                        results(cli),
                        environment,
                        cli.selection(),
                        notLoggedIn(cli),
                        cli.installation());
            case "token" ->
                new TokenCommand(
                        options, access(cli), terminal, results(cli), cli.selection(), cli.json(), environment);
            case "exec" -> new ExecCommand(options, access(cli), terminal);
            case "status" ->
                new StatusCommand(
                        options, terminal, results(cli), environment, cli.selection(), notLoggedIn(cli), home(cli));
            case "sessions" ->
                new SessionsCommand(
                        options, terminal, cli.json(), results(cli), environment, cli.selection(), home(cli));
            case "switch" -> new SwitchCommand(options, terminal, cli.selection(), notLoggedIn(cli));
            case "request" ->
                new RequestCommand(
                        options,
                        terminal,
                        cli.selection(),
                        new StreamedRequests(cli.clientSettings(), options, terminal, environment));
            case "logout" ->
                new LogoutCommand(
                        options, terminal, cli.selection(), notLoggedIn(cli), home(cli), cli.clientSettings());
            case "git-credential", "docker-credential" ->
                new CredentialCommand(options, terminal, results(cli), cli.selection(), access(cli));
            case "migrate" -> new MigrateCommand(options, terminal, results(cli), cli.selection(), home(cli));
            case "provider list", "provider show", "provider add", "provider use", "provider remove" ->
                new ProviderCommand(options, terminal, results(cli), environment, home(cli));
            case "doctor" ->
                new DoctorCommand(
                        results(cli),
                        new Doctor(home(cli), cli.selection(), cli.clientSettings(), terminal, environment));
            case "demo" -> new DemoCommand(options, terminal, cli.json(), environment);
            case "help", "completion", "man" -> new ManualCommand(options, terminal);
            case "complete" -> new CompleteCommand(options, terminal, cli.installation());
            case "rehearse" -> new RehearseCommand(options, cli.json(), environment, this::in);
            default -> throw new IllegalStateException("the table has a command that nothing does: " + line.name());
        };
    }

    private Results results(CliComponent cli) {
        return new Results(terminal, cli.json(), cli.options());
    }

    private static NotLoggedIn notLoggedIn(CliComponent cli) {
        return new NotLoggedIn(cli.options(), cli.selection(), cli.installation());
    }

    private TokenAccess access(CliComponent cli) {
        return new TokenAccess(cli.options(), cli.selection(), terminal, environment);
    }

    private static LocalInstallation home(CliComponent cli) {
        return cli.installation().get();
    }

    private CommandRunner in(Environment other) {
        return new CommandRunner(terminal, new Commands(other, terminal, new OpenSessions()));
    }
}

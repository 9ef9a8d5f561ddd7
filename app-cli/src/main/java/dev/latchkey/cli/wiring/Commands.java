package dev.latchkey.cli.wiring;

import dev.latchkey.cli.command.Command;
import dev.latchkey.cli.command.CommandRunner;
import dev.latchkey.cli.command.CompleteCommand;
import dev.latchkey.cli.command.CompletionCommand;
import dev.latchkey.cli.command.DemoCommand;
import dev.latchkey.cli.command.DockerCredentialCommand;
import dev.latchkey.cli.command.DoctorCommand;
import dev.latchkey.cli.command.ExecCommand;
import dev.latchkey.cli.command.GitCredentialCommand;
import dev.latchkey.cli.command.HelpCommand;
import dev.latchkey.cli.command.LoginCommand;
import dev.latchkey.cli.command.LogoutCommand;
import dev.latchkey.cli.command.ManCommand;
import dev.latchkey.cli.command.MigrateCommand;
import dev.latchkey.cli.command.ProviderAddCommand;
import dev.latchkey.cli.command.ProviderListCommand;
import dev.latchkey.cli.command.ProviderRemoveCommand;
import dev.latchkey.cli.command.ProviderShowCommand;
import dev.latchkey.cli.command.RehearseCommand;
import dev.latchkey.cli.command.RequestCommand;
import dev.latchkey.cli.command.SessionsCommand;
import dev.latchkey.cli.command.StatusCommand;
import dev.latchkey.cli.command.SwitchCommand;
import dev.latchkey.cli.command.TokenAccess;
import dev.latchkey.cli.command.TokenCommand;
import dev.latchkey.cli.doctor.Doctor;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.request.StreamedRequests;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.session.StoredSessions;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.local.LocalInstallation;
import java.util.function.ToIntFunction;

/**
 * Runs the command that was typed. A class and no lambda, which would take the time of some fifty classes at each start.
 *
 * @param environment what surrounds it
 * @param terminal where it reads and writes
 * @param sessions the sessions that it opens
 */
public record Commands(Environment environment, Terminal terminal, OpenSessions sessions)
        implements ToIntFunction<ParsedLine> {
    @Override
    public int applyAsInt(ParsedLine line) {
        CliComponent cli = DaggerCliComponent.factory().create(environment, terminal, line, sessions);
        int code;
        try {
            code = of(cli, line).runForCode();
        } catch (LoginRequiredException e) {
            throw cli.notLoggedIn().explained(e);
        }
        String why = cli.notes().renewalFailure();
        if (why != null) {
            terminal.warn(why); // The command succeeded all the same, with a token that is still valid.
        }
        return code;
    }

    /** Each is given what it uses, and nothing else. */
    private Command of(CliComponent cli, ParsedLine line) {
        Options options = cli.options();
        return switch (line.name()) {
            case "login" ->
                new LoginCommand(
                        options,
                        terminal,
                        cli.results(),
                        environment,
                        cli.selection(),
                        cli.notLoggedIn(),
                        cli.installation());
            case "token" ->
                new TokenCommand(
                        options, access(cli), terminal, cli.results(), cli.selection(), cli.json(), environment);
            case "exec" -> new ExecCommand(options, access(cli), terminal);
            case "status" ->
                new StatusCommand(
                        options, terminal, cli.results(), environment, cli.selection(), cli.notLoggedIn(), home(cli));
            case "sessions" ->
                new SessionsCommand(options, terminal, cli.json(), cli.results(), environment, stored(cli), home(cli));
            case "switch" -> new SwitchCommand(options, terminal, cli.selection(), cli.notLoggedIn());
            case "request" ->
                new RequestCommand(
                        options,
                        terminal,
                        cli.selection(),
                        new StreamedRequests(cli.clientSettings(), options, terminal, environment));
            case "logout" -> new LogoutCommand(options, terminal, cli.selection(), cli.notLoggedIn(), home(cli));
            case "git-credential" -> new GitCredentialCommand(options, terminal, cli.selection(), access(cli));
            case "docker-credential" ->
                new DockerCredentialCommand(options, terminal, cli.results(), cli.selection(), access(cli));
            case "migrate" -> new MigrateCommand(options, terminal, cli.results(), stored(cli), home(cli));
            case "provider list" -> new ProviderListCommand(cli.results(), environment, home(cli));
            case "provider show" -> new ProviderShowCommand(options, cli.results(), environment, home(cli));
            case "provider add" -> new ProviderAddCommand(options, terminal, home(cli));
            case "provider remove" -> new ProviderRemoveCommand(options, terminal, home(cli));
            case "doctor" ->
                new DoctorCommand(
                        cli.results(),
                        Doctor.of(home(cli), cli.selection(), cli.clientSettings(), terminal, environment));
            case "demo" -> new DemoCommand(options, terminal, cli.json(), environment);
            case "completion" -> new CompletionCommand(options, terminal);
            case "help" -> new HelpCommand(options, terminal);
            case "complete" -> new CompleteCommand(options, terminal, environment, cli.installation());
            case "man" -> new ManCommand(options);
            case "rehearse" -> new RehearseCommand(options, cli.json(), environment, this::in);
            default -> throw new IllegalStateException("the table has a command that nothing does: " + line.name());
        };
    }

    private TokenAccess access(CliComponent cli) {
        return new TokenAccess(cli.options(), cli.selection(), terminal, environment);
    }

    private StoredSessions stored(CliComponent cli) {
        return new StoredSessions(cli.options(), cli.selection(), terminal, home(cli));
    }

    private static LocalInstallation home(CliComponent cli) {
        return cli.installation().get();
    }

    private CommandRunner in(Environment other) {
        return new CommandRunner(terminal, new Commands(other, terminal, new OpenSessions()));
    }
}

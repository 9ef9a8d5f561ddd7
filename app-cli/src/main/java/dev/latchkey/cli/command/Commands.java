package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ParsedLine;

/** Which class does what the table names. */
final class Commands {
    private Commands() {}

    /** The command that was typed. */
    static BaseCommand of(ParsedLine line) {
        return switch (line.name()) {
            case "login" -> new LoginCommand(line);
            case "token" -> new TokenCommand(line);
            case "exec" -> new ExecCommand(line);
            case "status" -> new StatusCommand(line);
            case "sessions" -> new SessionsCommand(line);
            case "switch" -> new SwitchCommand(line);
            case "request" -> new RequestCommand(line);
            case "logout" -> new LogoutCommand(line);
            case "git-credential" -> new GitCredentialCommand(line);
            case "docker-credential" -> new DockerCredentialCommand(line);
            case "migrate" -> new MigrateCommand(line);
            case "provider list" -> new ProviderListCommand(line);
            case "provider show" -> new ProviderShowCommand(line);
            case "provider add" -> new ProviderAddCommand(line);
            case "provider remove" -> new ProviderRemoveCommand(line);
            case "doctor" -> new DoctorCommand(line);
            case "demo" -> new DemoCommand(line);
            case "completion" -> new CompletionCommand(line);
            case "help" -> new HelpCommand(line);
            case "complete" -> new CompleteCommand(line);
            case "man" -> new ManCommand(line);
            case "rehearse" -> new RehearseCommand(line);
            default -> throw new IllegalStateException("the table has a command that nothing does: " + line.name());
        };
    }
}

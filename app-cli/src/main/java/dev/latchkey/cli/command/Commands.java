package dev.latchkey.cli.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All commands. To set one up takes milliseconds, so only those that a command line names are. */
final class Commands {
    private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("login", LoginCommand::new);
        ALL.put("token", TokenCommand::new);
        ALL.put("exec", ExecCommand::new);
        ALL.put("status", StatusCommand::new);
        ALL.put("sessions", SessionsCommand::new);
        ALL.put("switch", SwitchCommand::new);
        ALL.put("request", RequestCommand::new);
        ALL.put("logout", LogoutCommand::new);
        ALL.put("git-credential", GitCredentialCommand::new);
        ALL.put("docker-credential", DockerCredentialCommand::new);
        ALL.put("migrate", MigrateCommand::new);
        ALL.put("provider", ProviderCommand::new);
        ALL.put("doctor", DoctorCommand::new);
        ALL.put("demo", DemoCommand::new);
        ALL.put("completion", CompletionCommand::new);
        ALL.put("help", HelpCommand::new);
        ALL.put("complete", CompleteCommand::new);
        ALL.put("man", ManCommand::new);
        ALL.put("options", OptionsCommand::new);
        ALL.put("rehearse", RehearseCommand::new);
    }

    /** What tells of the whole command line. */
    private static final Set<String> ABOUT_ALL = Set.of("--help", "-h", "help", "completion", "man", "options");

    private Commands() {}

    /** Adds the commands that occur among the arguments; all of them where help is asked for or none occurs. */
    static void addTo(CommandLine line, String... arguments) {
        Set<String> given = Set.copyOf(Arrays.asList(arguments));
        boolean all = ABOUT_ALL.stream().anyMatch(given::contains)
                || ALL.keySet().stream().noneMatch(given::contains);
        ALL.forEach((name, command) -> {
            if (all || given.contains(name)) {
                line.addSubcommand(name, command.get());
            }
        });
    }
}

package dev.latchkey.cli.command;

import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.options.PlainArguments;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command that needs none of picocli's rules, set as picocli would set it.
 *
 * @param options the options of all commands
 * @param command the command
 */
record PlainLine(GlobalOptions options, BaseCommand command) {
    /** The command, or null if picocli is to be asked. */
    static @Nullable PlainLine read(String... arguments) {
        PlainArguments plain;
        try {
            plain = PlainArguments.read(arguments);
        } catch (IllegalArgumentException e) {
            return null; // A path that is none, for instance: picocli says it well.
        }
        if (plain == null) {
            return null;
        }
        BaseCommand command = command(plain.command(), plain.own(), plain.words());
        return command == null ? null : new PlainLine(plain.options(), command);
    }

    private static @Nullable BaseCommand command(String name, Map<String, String> own, List<String> words) {
        return switch (name) {
            case "token" -> token(own.get("--format"));
            case "status" -> new StatusCommand(own.containsKey("--json"), own.containsKey("--check"));
            case "sessions" -> new SessionsCommand(own.containsKey("--json"));
            case "exec" -> new ExecCommand(own.get("--variable"), words);
            case "git-credential" -> words.size() > 1 ? null : new GitCredentialCommand(own.get("--as"), words.get(0));
            case "docker-credential" ->
                words.size() > 1 ? null : new DockerCredentialCommand(own.get("--as"), words.get(0));
            default -> null;
        };
    }

    private static @Nullable BaseCommand token(@Nullable String format) {
        if (format == null) {
            return new TokenCommand();
        }
        for (TokenFormat known : TokenFormat.values()) {
            if (known.toString().equals(format)) {
                return new TokenCommand(known);
            }
        }
        return null;
    }
}

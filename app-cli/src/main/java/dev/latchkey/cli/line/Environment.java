package dev.latchkey.cli.line;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.port.TimeSource;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment of the process.
 *
 * @param userHome the property {@code user.home}
 * @param system the property {@code os.name}
 * @param keyring replaces this system's keyring, or null for the system's
 */
public record Environment(
        Map<String, String> variables,
        String userHome,
        String system,
        @Nullable GuardedKeyring keyring,
        FileSystem files,
        TimeSource time) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** Uses this system's keyring, file system and clocks. */
    public Environment(Map<String, String> variables, String userHome, String system) {
        this(variables, userHome, system, null, FileSystems.getDefault(), new SystemTimeSource());
    }

    public static Environment ofThisProcess() {
        return new Environment(System.getenv(), System.getProperty("user.home", ""), System.getProperty("os.name", ""));
    }

    /** The part that determines where the user's files are. */
    public UserEnvironment user() {
        return new UserEnvironment(files, variables, userHome, system);
    }
}

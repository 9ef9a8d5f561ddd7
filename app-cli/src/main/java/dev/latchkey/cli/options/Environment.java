package dev.latchkey.cli.options;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.port.TimeSource;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the process.
 *
 * @param variables as from {@code System.getenv()}
 * @param userHome the property {@code user.home}
 * @param system the property {@code os.name}
 * @param keyring in place of the keyring of this system, or null for that one
 * @param files the file system that everything is kept in
 * @param time the clocks
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

    /** With the keyring, the file system and the clocks of this system. */
    public Environment(Map<String, String> variables, String userHome, String system) {
        this(variables, userHome, system, null, FileSystems.getDefault(), new SystemTimeSource());
    }

    /** This process's. */
    public static Environment ofThisProcess() {
        return new Environment(System.getenv(), System.getProperty("user.home", ""), System.getProperty("os.name", ""));
    }

    /** The same, as far as it says where a person's files are. */
    public UserEnvironment user() {
        return new UserEnvironment(files, variables, userHome, system);
    }
}

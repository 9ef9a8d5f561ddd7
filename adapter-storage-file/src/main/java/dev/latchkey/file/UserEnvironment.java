package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a process's environment that say where a person's files are.
 *
 * @param files the file system that contains them
 * @param variables the environment variables; an empty one counts as unset
 * @param userHome the JVM's {@code user.home}, used if the environment does not name a home folder
 * @param osName the JVM's {@code os.name}
 */
public record UserEnvironment(FileSystem files, Map<String, String> variables, String userHome, String osName) {
    private static final String HOME_OR_OURS = "HOME or LATCHKEY_HOME";

    public UserEnvironment {
        Objects.requireNonNull(files, "files");
        variables = Map.copyOf(variables);
        Objects.requireNonNull(userHome, "userHome");
        Objects.requireNonNull(osName, "osName");
    }

    /** The environment of this process. */
    public static UserEnvironment ofThisProcess() {
        return new UserEnvironment(
                FileSystems.getDefault(),
                System.getenv(),
                System.getProperty("user.home", ""),
                System.getProperty("os.name", ""));
    }

    /** The value of a variable, if it is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(set(name));
    }

    /**
     * The folder that a variable names, if it is set.
     *
     * @throws StorageException if it is not an absolute path
     */
    public Optional<Path> folder(String variable) {
        String value = set(variable);
        return value == null ? Optional.empty() : Optional.of(absolute(variable, value, "it"));
    }

    /**
     * The person's home folder, as the shell's {@code ~} and Python's {@code expanduser} determine it.
     *
     * @throws StorageException if the environment does not name one, or names one that is not absolute
     */
    public Path home() {
        String value = set(homeVariable());
        return value == null
                ? absolute("the system's entry of your home", userHome, HOME_OR_OURS)
                : absolute(homeVariable(), value, HOME_OR_OURS);
    }

    /** Whether anything names a home folder. In a container, that may not be the case. */
    public boolean namesHome() {
        // The JVM says "?" for a user that the system does not know.
        return set(homeVariable()) != null || !userHome.isEmpty() && !userHome.equals("?");
    }

    private String homeVariable() {
        return isWindows() ? "USERPROFILE" : "HOME";
    }

    boolean isWindows() {
        return osName.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    boolean isMac() {
        return osName.toLowerCase(Locale.ROOT).startsWith("mac");
    }

    @Nullable
    String set(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A relative path would depend on the folder in which the command happens to run. */
    Path absolute(String name, String value, String toSet) {
        @Nullable InvalidPathException cause = null;
        try {
            Path path = files.getPath(value);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            cause = e;
        }
        String shown = StorageFailure.shown(value);
        throw new StorageException(
                StorageException.Reason.UNREADABLE,
                shown,
                "There is no folder to keep sessions in: " + name + " is \"" + shown
                        + "\", which is not an absolute path. Set " + toSet + " to an absolute path.",
                cause);
    }
}

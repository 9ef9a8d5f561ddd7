package dev.latchkey.file;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places of this platform.
 *
 * @param home Latchkey's own folder: {@code LATCHKEY_HOME}, else below the platform's data folder
 * @param bitfount the root of Bitfount's sessions: {@code $LATCHKEY_HOME/bitfount}, else that of its Python client, which is
 *     {@code BITFOUNT_STORAGE_PATH}, else {@code $BITFOUNT_HOME/.bitfount}, else {@code ~/.bitfount}
 */
public record LatchkeyFolders(Path home, Path bitfount) {
    /** The variable that moves everything to one folder. */
    public static final String VARIABLE = "LATCHKEY_HOME";
    /** The variable of Bitfount's Python client for the folder of its sessions. */
    private static final String BITFOUNT_STORAGE = "BITFOUNT_STORAGE_PATH";
    /** The variable of Bitfount's Python client for the home folder that {@code .bitfount} is in. */
    private static final String BITFOUNT_HOME = "BITFOUNT_HOME";

    /** The places of this process's user. */
    public static LatchkeyFolders ofThisUser() {
        return of(System.getenv(), System.getProperty("user.home", ""), System.getProperty("os.name", ""));
    }

    /**
     * The places of a user on a system.
     *
     * @param environment the environment variables; an empty one counts as unset
     * @param userHome the JVM's {@code user.home}, for where the environment names no home
     * @param osName the JVM's {@code os.name}
     */
    public static LatchkeyFolders of(Map<String, String> environment, String userHome, String osName) {
        String latchkeyHome = set(environment, VARIABLE);
        if (latchkeyHome != null) {
            Path home = Path.of(latchkeyHome).toAbsolutePath();
            return new LatchkeyFolders(home, home.resolve("bitfount"));
        }
        String os = osName.toLowerCase(Locale.ROOT);
        boolean windows = os.startsWith("windows");
        // As Python's expanduser, so that Bitfount's client means the same folder.
        String user = set(environment, windows ? "USERPROFILE" : "HOME");
        Path tilde = Path.of(user == null ? userHome : user);
        Path home = windows ? windows(environment, tilde) : os.startsWith("mac") ? mac(tilde) : xdg(environment, tilde);
        return new LatchkeyFolders(home, bitfount(environment, tilde));
    }

    /** In the order of Bitfount's Python client. */
    private static Path bitfount(Map<String, String> environment, Path tilde) {
        String storage = set(environment, BITFOUNT_STORAGE);
        if (storage != null) {
            return Path.of(storage).toAbsolutePath();
        }
        String bitfountHome = set(environment, BITFOUNT_HOME);
        return (bitfountHome == null ? tilde : Path.of(bitfountHome).toAbsolutePath()).resolve(".bitfount");
    }

    /** The root of all sessions but Bitfount's. */
    public Path sessions() {
        return home.resolve("sessions");
    }

    /** The folder of the locks that belong to no document. */
    public Path locks() {
        return home.resolve("locks");
    }

    /** The file with the name of the keyring's key. */
    public Path keyringKey() {
        return home.resolve("keyring-key");
    }

    private static Path windows(Map<String, String> environment, Path tilde) {
        String local = set(environment, "LOCALAPPDATA");
        Path data = local == null ? tilde.resolve("AppData").resolve("Local") : Path.of(local);
        return data.resolve("Latchkey");
    }

    private static Path mac(Path tilde) {
        return tilde.resolve("Library").resolve("Application Support").resolve("Latchkey");
    }

    /** A relative path there is invalid and to be ignored (XDG Base Directory Specification). */
    private static Path xdg(Map<String, String> environment, Path tilde) {
        String data = set(environment, "XDG_DATA_HOME");
        boolean valid = data != null && Path.of(data).isAbsolute();
        return (valid ? Path.of(data) : tilde.resolve(".local").resolve("share")).resolve("latchkey");
    }

    private static @Nullable String set(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}

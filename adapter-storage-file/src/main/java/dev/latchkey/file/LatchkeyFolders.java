package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places of this platform.
 *
 * @param home Latchkey's own folder: {@code LATCHKEY_HOME}, else below the platform's data folder
 * @param bitfount the root of Bitfount's sessions: {@code $LATCHKEY_HOME/bitfount}, else that of its Python client, which is
 *     {@code BITFOUNT_STORAGE_PATH}, else {@code $BITFOUNT_HOME/.bitfount}, else {@code ~/.bitfount}
 * @param unsafe whether folders that another person owns or can write are used all the same, as mounts in containers need it
 */
public record LatchkeyFolders(Path home, Path bitfount, boolean unsafe) {
    /** The variable that moves everything to one folder. */
    public static final String VARIABLE = "LATCHKEY_HOME";
    /** The variable of Bitfount's Python client for the folder of its sessions. */
    private static final String BITFOUNT_STORAGE = "BITFOUNT_STORAGE_PATH";
    /** The variable of Bitfount's Python client for the home folder that {@code .bitfount} is in. */
    private static final String BITFOUNT_HOME = "BITFOUNT_HOME";

    /** The variable that, set to {@code 1}, allows folders that another person owns or can write. */
    public static final String UNSAFE_VARIABLE = "LATCHKEY_UNSAFE_HOME";

    /** Folders that must belong to this person. */
    public LatchkeyFolders(Path home, Path bitfount) {
        this(home, bitfount, false);
    }

    /**
     * The places of this process's user.
     *
     * @throws StorageException if the environment names no home, or one that is no absolute path
     */
    public static LatchkeyFolders ofThisUser() {
        return of(System.getenv(), System.getProperty("user.home", ""), System.getProperty("os.name", ""));
    }

    /**
     * The places of a user on a system, in the default file system.
     *
     * @param environment the environment variables; an empty one counts as unset
     * @param userHome the JVM's {@code user.home}, for where the environment names no home
     * @param osName the JVM's {@code os.name}
     * @throws StorageException if they name no home, or one that is no absolute path
     */
    public static LatchkeyFolders of(Map<String, String> environment, String userHome, String osName) {
        return of(FileSystems.getDefault(), environment, userHome, osName);
    }

    /**
     * The places of a user on a system, in this file system.
     *
     * @param files where they are
     * @param environment the environment variables; an empty one counts as unset
     * @param userHome the JVM's {@code user.home}, for where the environment names no home
     * @param osName the JVM's {@code os.name}
     * @throws StorageException if they name no home, or one that is no absolute path
     */
    public static LatchkeyFolders of(
            FileSystem files, Map<String, String> environment, String userHome, String osName) {
        boolean unsafe = "1".equals(set(environment, UNSAFE_VARIABLE));
        String latchkeyHome = set(environment, VARIABLE);
        if (latchkeyHome != null) {
            Path home = absolute(files, VARIABLE, latchkeyHome);
            return new LatchkeyFolders(home, home.resolve("bitfount"), unsafe);
        }
        String os = osName.toLowerCase(Locale.ROOT);
        boolean windows = os.startsWith("windows");
        // As Python's expanduser, so that Bitfount's client means the same folder.
        String variable = windows ? "USERPROFILE" : "HOME";
        String user = set(environment, variable);
        Path tilde = absolute(
                files, user == null ? "the system's entry of your home" : variable, user == null ? userHome : user);
        Path home = windows ? windows(environment, tilde) : os.startsWith("mac") ? mac(tilde) : xdg(environment, tilde);
        return new LatchkeyFolders(home, bitfount(files, environment, tilde), unsafe);
    }

    /** In the order of Bitfount's Python client. */
    private static Path bitfount(FileSystem files, Map<String, String> environment, Path tilde) {
        String storage = set(environment, BITFOUNT_STORAGE);
        if (storage != null) {
            return absolute(files, BITFOUNT_STORAGE, storage);
        }
        String bitfountHome = set(environment, BITFOUNT_HOME);
        return (bitfountHome == null ? tilde : absolute(files, BITFOUNT_HOME, bitfountHome)).resolve(".bitfount");
    }

    /** A relative path would lead into whatever folder the command happens to run in. */
    private static Path absolute(FileSystem files, String name, String value) {
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
                        + "\", which is no absolute path. Set "
                        + (name.startsWith("BITFOUNT") ? "it" : "HOME or LATCHKEY_HOME") + " to an absolute path.",
                cause);
    }

    /**
     * Looks whether Latchkey's own folder may be used; one that does not exist may.
     *
     * @throws StorageException if another person owns it or anyone can write it, or if that cannot be told
     */
    public void check() {
        check(home);
    }

    /**
     * Looks whether Latchkey's own folder and one below it may be used; what does not exist may.
     *
     * @throws StorageException if another person owns one of them or anyone can write it, or if that cannot be told
     */
    public void check(Path below) {
        try {
            Ours.of(this).root(below).look();
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.reading(below.toString(), e);
        }
    }

    /**
     * Looks whether a folder may be made here: root makes none in another person's, who would be locked out.
     *
     * @throws StorageException if not, or if that cannot be told
     */
    public void checkMaking(Path folder) {
        check(folder);
        Path present = folder.toAbsolutePath();
        try {
            while (present != null && !Entry.isAt(present)) {
                present = present.getParent();
            }
            if (present != null) {
                Ours.of(this).refuseToTakeFrom(present);
            }
        } catch (IOException e) {
            throw StorageFailure.writing(folder.toString(), "could not be made", e);
        }
    }

    /**
     * Who owns Latchkey's own folder, for a person; empty if it does not exist or the file system knows no owners.
     *
     * @throws StorageException if that cannot be told
     */
    public Optional<String> owner() {
        try {
            Entry entry = Entry.behind(home);
            return entry == null || entry.owner() == Entry.NONE
                    ? Optional.empty()
                    : Optional.of(Person.ownerOf(home, entry));
        } catch (IOException e) {
            throw StorageFailure.reading(home.toString(), e);
        }
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
        boolean valid = local != null && tilde.getFileSystem().getPath(local).isAbsolute();
        Path data = valid ? tilde.resolve(local) : tilde.resolve("AppData").resolve("Local");
        return data.resolve("Latchkey");
    }

    private static Path mac(Path tilde) {
        return tilde.resolve("Library").resolve("Application Support").resolve("Latchkey");
    }

    /** A relative path there is invalid and to be ignored (XDG Base Directory Specification). */
    private static Path xdg(Map<String, String> environment, Path tilde) {
        String data = set(environment, "XDG_DATA_HOME");
        boolean valid = data != null && tilde.getFileSystem().getPath(data).isAbsolute();
        return (valid ? tilde.resolve(data) : tilde.resolve(".local").resolve("share")).resolve("latchkey");
    }

    private static @Nullable String set(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}

package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The folders that Latchkey uses on this platform.
 *
 * @param home Latchkey's own folder: {@code LATCHKEY_HOME}, or a folder below the platform's data folder
 * @param shared the folders of providers whose sessions another program keeps; all others are below {@code home}
 * @param unsafe whether to use folders that another person owns or can write to, as mounts in containers require
 */
public record LatchkeyFolders(Path home, List<SharedFolder> shared, boolean unsafe) {
    /** The environment variable that moves everything to one folder. */
    public static final String VARIABLE = "LATCHKEY_HOME";

    /** The environment variable that, set to {@code 1}, allows folders that another person owns or can write to. */
    public static final String UNSAFE_VARIABLE = "LATCHKEY_UNSAFE_HOME";

    public LatchkeyFolders {
        Objects.requireNonNull(home, "home");
        shared = List.copyOf(shared);
    }

    /** Uses a folder that must belong to this person; no session is shared with another program. */
    public LatchkeyFolders(Path home) {
        this(home, List.of(), false);
    }

    /**
     * The folders of this process's user.
     *
     * @throws StorageException if the environment does not name a home folder, or names one that is not absolute
     */
    public static LatchkeyFolders ofThisUser() {
        return of(UserEnvironment.ofThisProcess());
    }

    /**
     * The folders of the user in this environment.
     *
     * @throws StorageException if it does not name a home folder, or names one that is not absolute
     */
    public static LatchkeyFolders of(UserEnvironment user) {
        return new LatchkeyFolders(homeOf(user), List.of(), "1".equals(user.set(UNSAFE_VARIABLE)));
    }

    /** The same folders, plus one more provider whose sessions another program keeps. */
    public LatchkeyFolders with(SharedFolder folder) {
        List<SharedFolder> all = new ArrayList<>(shared);
        all.add(folder);
        return new LatchkeyFolders(home, all, unsafe);
    }

    private static Path homeOf(UserEnvironment user) {
        String latchkeyHome = user.set(VARIABLE);
        if (latchkeyHome != null) {
            return user.absolute(VARIABLE, latchkeyHome, "HOME or LATCHKEY_HOME");
        }
        Path tilde = user.home();
        if (user.isWindows()) {
            return dataFolder(user, "LOCALAPPDATA", tilde.resolve("AppData").resolve("Local"))
                    .resolve("Latchkey");
        }
        return user.isMac()
                ? tilde.resolve("Library").resolve("Application Support").resolve("Latchkey")
                : dataFolder(user, "XDG_DATA_HOME", tilde.resolve(".local").resolve("share"))
                        .resolve("latchkey");
    }

    /** Relative paths in these variables are invalid and ignored (XDG Base Directory Specification). */
    private static Path dataFolder(UserEnvironment user, String variable, Path usual) {
        String value = user.set(variable);
        return value != null && usual.getFileSystem().getPath(value).isAbsolute() ? usual.resolve(value) : usual;
    }

    /**
     * Checks that Latchkey's own folder is safe to use, or does not exist.
     *
     * @throws StorageException if another person owns it or anyone can write to it, or if that cannot be determined
     */
    public void check() {
        check(home);
    }

    /**
     * Checks that Latchkey's own folder and one below it are safe to use, or do not exist.
     *
     * @throws StorageException if another person owns one of them or anyone can write to it, or if that cannot be determined
     */
    public void check(Path below) {
        try {
            Ours.of(this).root(below).existing();
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw StorageFailure.reading(below.toString(), e);
        }
    }

    /**
     * Checks that a folder may be created here. Root does not create folders in another person's folder, because that person would be
     * locked out of them.
     *
     * @throws StorageException if not, or if that cannot be determined
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
     * The owner of Latchkey's own folder, for display; empty if it does not exist or the file system has no owners.
     *
     * @throws StorageException if the owner cannot be determined
     */
    public Optional<String> owner() {
        try {
            Entry entry = Entry.behind(home);
            return entry == null || entry.owner() == Entry.NONE ? Optional.empty() : Optional.of(entry.ownerName());
        } catch (IOException e) {
            throw StorageFailure.reading(home.toString(), e);
        }
    }

    /** The root of all sessions except those in {@link #shared}. */
    public Path sessions() {
        return home.resolve("sessions");
    }

    /** The folder for locks that do not belong to a document. */
    public Path locks() {
        return home.resolve("locks");
    }

    /** The file that contains the name of the keyring's key. */
    public Path keyringKey() {
        return home.resolve("keyring-key");
    }
}

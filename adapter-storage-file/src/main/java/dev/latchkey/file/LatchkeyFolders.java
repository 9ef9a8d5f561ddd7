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
 * The places of this platform.
 *
 * @param home Latchkey's own folder: {@code LATCHKEY_HOME}, else below the platform's data folder
 * @param shared the folders of providers whose sessions another program keeps; all others are below {@code home}
 * @param unsafe whether folders that another person owns or can write are used all the same, as mounts in containers need it
 */
public record LatchkeyFolders(Path home, List<SharedFolder> shared, boolean unsafe) {
    /** The variable that moves everything to one folder. */
    public static final String VARIABLE = "LATCHKEY_HOME";

    /** The variable that, set to {@code 1}, allows folders that another person owns or can write. */
    public static final String UNSAFE_VARIABLE = "LATCHKEY_UNSAFE_HOME";

    public LatchkeyFolders {
        Objects.requireNonNull(home, "home");
        shared = List.copyOf(shared);
    }

    /** A folder that must belong to this person, and no other program's. */
    public LatchkeyFolders(Path home) {
        this(home, List.of(), false);
    }

    /**
     * The places of this process's user.
     *
     * @throws StorageException if the environment names no home, or one that is no absolute path
     */
    public static LatchkeyFolders ofThisUser() {
        return of(UserEnvironment.ofThisProcess());
    }

    /**
     * The places of a user on a system.
     *
     * @throws StorageException if they name no home, or one that is no absolute path
     */
    public static LatchkeyFolders of(UserEnvironment user) {
        return new LatchkeyFolders(homeOf(user), List.of(), "1".equals(user.set(UNSAFE_VARIABLE)));
    }

    /** The same, and the sessions of one more provider where another program keeps them. */
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
        return user.isWindows() ? windows(user, tilde) : user.isMac() ? mac(tilde) : xdg(user, tilde);
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

    /** The root of all sessions but those in {@link #shared}. */
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

    private static Path windows(UserEnvironment user, Path tilde) {
        String local = user.set("LOCALAPPDATA");
        boolean valid = local != null && tilde.getFileSystem().getPath(local).isAbsolute();
        Path data = valid ? tilde.resolve(local) : tilde.resolve("AppData").resolve("Local");
        return data.resolve("Latchkey");
    }

    private static Path mac(Path tilde) {
        return tilde.resolve("Library").resolve("Application Support").resolve("Latchkey");
    }

    /** A relative path there is invalid and to be ignored (XDG Base Directory Specification). */
    private static Path xdg(UserEnvironment user, Path tilde) {
        String data = user.set("XDG_DATA_HOME");
        boolean valid = data != null && tilde.getFileSystem().getPath(data).isAbsolute();
        return (valid ? tilde.resolve(data) : tilde.resolve(".local").resolve("share")).resolve("latchkey");
    }
}

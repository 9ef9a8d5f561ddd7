package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ownership rules. A folder or file that another person owns is refused, unless that owner is root. So is a folder that everyone can
 * write to without the sticky bit, because someone could put a file of theirs in place of one of ours.
 *
 * @param home Latchkey's folder, which these rules apply to as well, as a real path; null for none
 * @param unsafe whether all of that is allowed, as mounts in containers require
 */
record Ours(@Nullable Path home, boolean unsafe) {
    /** Checks only the root itself, and allows nothing unsafe. */
    static final Ours STRICT = new Ours(null, false);

    /** Accepts everything, because the check was made elsewhere. */
    static final Ours UNCHECKED = new Ours(null, true);

    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    static Ours of(LatchkeyFolders folders) {
        return new Ours(Root.real(folders.home()), folders.unsafe());
    }

    /** The root at this path. If it is below the home, the home is checked as well. */
    Root root(Path path) {
        Path real = Root.real(path);
        boolean below = home != null && real.startsWith(home) && !real.equals(home);
        return new Root(below ? List.of(home, real) : List.of(real), this);
    }

    /** Refuses a folder that another person owns or anyone can write to. */
    void refuseUnsafeFolder(Path folder, Entry entry) throws IOException {
        if (unsafe) {
            return;
        }
        refuseForeign(folder, entry, "the folder");
        if (entry.allows(OTHERS_WRITE) && !entry.allows(STICKY)) {
            throw new UnsafePlaceException(
                    folder,
                    "everyone on this machine can write to the folder",
                    "Look whether what is in it is yours, then type: chmod o-w '" + folder + "'."
                            + " If it is meant to be so, set LATCHKEY_UNSAFE_HOME=1");
        }
    }

    /** Refuses a file that another person owns. */
    void refuseForeignFile(Path file, Entry entry) throws IOException {
        if (!unsafe) {
            refuseForeign(file, entry, "the file");
        }
    }

    /**
     * Refuses to let root create something in another person's folder: it would belong to root and lock that person out.
     *
     * @param folder the folder in which something is about to be created
     */
    void refuseToTakeFrom(Path folder) throws IOException {
        if (!unsafe && Person.isRoot()) {
            Entry entry = Entry.behind(folder);
            if (entry != null) {
                refuseForeign(folder, entry, "the folder");
            }
        }
    }

    private static void refuseForeign(Path path, Entry entry, String what) throws IOException {
        if (!Person.isRoots(entry) && !Person.owns(path, entry)) {
            String owner = Person.ownerOf(path, entry);
            throw new UnsafePlaceException(
                    path,
                    what + " belongs to " + owner + ", not to you",
                    "Run this as " + owner + ", or set LATCHKEY_HOME to a folder of your own."
                            + " If it is meant to be so, set LATCHKEY_UNSAFE_HOME=1");
        }
    }
}

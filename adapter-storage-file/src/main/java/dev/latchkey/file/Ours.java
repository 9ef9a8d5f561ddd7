package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must belong to this person: a folder or file of another person, root aside, is refused, and so is a folder that
 * everyone can write without the sticky bit, since another could put a file of theirs in place of one of ours.
 *
 * @param home Latchkey's folder, to which this applies too, as a real path; null for none
 * @param unsafe whether all that is allowed, as mounts in containers need it
 */
record Ours(@Nullable Path home, boolean unsafe) {
    /** No folder but the root itself, and nothing unsafe. */
    static final Ours STRICT = new Ours(null, false);

    /** Whatever there is: whether it may be used was asked elsewhere. */
    static final Ours UNCHECKED = new Ours(null, true);

    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    static Ours of(LatchkeyFolders folders) {
        return new Ours(RealRoot.of(folders.home()), folders.unsafe());
    }

    /** The root at this path; below the home, the home is looked at with it. */
    Root root(Path path) {
        Path real = RealRoot.of(path);
        boolean below = home != null && real.startsWith(home) && !real.equals(home);
        return new Root(below ? List.of(home, real) : List.of(real), this);
    }

    /** Refuses a folder that another person owns or anyone can write. */
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
     * For what root is about to make: in a folder of another person it would be root's, and that person locked out.
     *
     * @param folder the folder in which something is about to be made
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

package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of whatever is at a path, read in one system call, and whether it belongs to the user who runs this process. There are three
 * answers: it exists, it does not exist, or it cannot be determined, which is an {@link IOException}. An error is never taken for absence, so
 * this package never calls {@code Files.exists} and the like.
 *
 * @param path where it is
 * @param kind what it is
 * @param size in bytes
 * @param modified when its content last changed
 * @param key identifies it whatever path led to it; null where the system has no such key
 * @param mode type and permissions, or {@link #NONE} where files have none
 * @param owner the owner's number, or {@link #NONE} where files have none
 * @param group the group's number, or {@link #NONE} where files have none
 * @param links the number of its hard links
 */
record Entry(
        Path path,
        Kind kind,
        long size,
        FileTime modified,
        @Nullable Object key,
        int mode,
        int owner,
        int group,
        int links) {
    /** Stands for a number where a file system has no owners or modes. */
    static final int NONE = -1;

    /** Read together in one system call. Reading the mode as a set of permissions would use reflection, which is slow. */
    private static final String UNIX = "unix:mode,uid,gid,nlink,size,lastModifiedTime,fileKey";

    private static final int TYPE = 0170000;
    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_FOLDER = 0040000;
    private static final int TYPE_LINK = 0120000;

    /** The permission bits of the group and others. */
    private static final int OTHERS = 0077;

    private static final int ROOT = 0;

    /** The number of this process's user was not determined yet. */
    private static final int UNKNOWN = -2;

    /** The number of this process's user, cached once found: a Java process does not change its user. */
    private static volatile int self = UNKNOWN;

    /** What can be at a path. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** A pipe, a device, a socket; on Windows a junction. */
        OTHER
    }

    /** The entry at the path, without following a link; null if there is nothing. */
    static @Nullable Entry at(Path path) throws IOException {
        return look(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The entry that a link leads to; null if there is nothing. */
    static @Nullable Entry behind(Path path) throws IOException {
        return look(path);
    }

    /** Whether there is anything at the path, even a dangling link. */
    static boolean isAt(Path path) throws IOException {
        return at(path) != null;
    }

    /** Whether this process runs as root, to whom permissions do not apply. */
    static boolean isProcessOfRoot() {
        int number = self();
        return number == ROOT
                || number < 0 && System.getProperty("user.name", "").equals("root");
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }

    boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** Whether it is the same file with the same owner and only one name. */
    boolean isStill(Entry before) {
        return isFile() && links == 1 && owner == before.owner && Objects.equals(key, before.key);
    }

    /** Whether one of these bits is set; false where there are no modes. */
    boolean allows(int bits) {
        return mode != NONE && (mode & bits) != 0;
    }

    /** Whether others have any access; always false where there are no modes. */
    boolean isOpenToOthers() {
        return allows(OTHERS);
    }

    /** Whether this process's user owns it; true where there are no owners, or if that user's number is unknown. */
    boolean isMine() throws IOException {
        if (owner == NONE) {
            return true;
        }
        int number = self();
        return number >= 0 ? number == owner : isNamedAsMe();
    }

    /** Whether root owns it. */
    boolean isRoots() {
        return owner == ROOT;
    }

    /** The owner's name, or number if the system has no name for it. */
    String ownerName() {
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException e) {
            return "user " + owner;
        }
    }

    private boolean isNamedAsMe() throws IOException {
        FileSystem files = path.getFileSystem();
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
                    .equals(files.getUserPrincipalLookupService()
                            .lookupPrincipalByName(System.getProperty("user.name", "")));
        } catch (UserPrincipalNotFoundException e) {
            return true; // A number without a name: there is nothing to compare.
        }
    }

    private static int self() {
        if (self == UNKNOWN) {
            self = numberOfThisUser();
        }
        return self;
    }

    /** Linux represents each process as a folder that belongs to its user. Elsewhere, names have to be compared. */
    private static int numberOfThisUser() {
        try {
            Path process = FileSystems.getDefault().getPath("/proc", "self");
            return process.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? (Integer) Files.getAttribute(process, "unix:uid")
                    : NONE;
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static @Nullable Entry look(Path path, LinkOption... options) throws IOException {
        try {
            return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? unix(path, Files.readAttributes(path, UNIX, options))
                    : basic(path, Files.readAttributes(path, BasicFileAttributes.class, options));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Entry unix(Path path, Map<String, Object> attributes) {
        int mode = number(attributes, "mode");
        Kind kind = switch (mode & TYPE) {
            case TYPE_FILE -> Kind.FILE;
            case TYPE_FOLDER -> Kind.FOLDER;
            case TYPE_LINK -> Kind.LINK;
            default -> Kind.OTHER;
        };
        return new Entry(
                path,
                kind,
                (Long) Objects.requireNonNull(attributes.get("size")),
                (FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime")),
                attributes.get("fileKey"),
                mode,
                number(attributes, "uid"),
                number(attributes, "gid"),
                number(attributes, "nlink"));
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name));
    }

    private static Entry basic(Path path, BasicFileAttributes attributes) {
        Kind kind = Kind.OTHER;
        if (attributes.isSymbolicLink()) {
            kind = Kind.LINK;
        } else if (!attributes.isOther()) {
            kind = attributes.isDirectory() ? Kind.FOLDER : attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
        }
        FileTime modified = attributes.lastModifiedTime();
        return new Entry(path, kind, attributes.size(), modified, attributes.fileKey(), NONE, NONE, NONE, 1);
    }
}

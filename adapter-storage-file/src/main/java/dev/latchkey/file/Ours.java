package dev.latchkey.file;

import dev.latchkey.file.StorageFailure.UnsafePlaceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ownership rules. A folder or file that another person owns is refused, unless that owner is root. So is a folder that everyone can
 * write to without the sticky bit, because someone could put a file of theirs in place of one of ours.
 *
 * @param home Latchkey's folder, which these rules apply to as well, as a real path; null for none
 * @param unsafe whether what another person owns is allowed, as mounts in containers require
 */
record Ours(@Nullable Path home, boolean unsafe) {
    /** Checks only the root itself, and allows nothing unsafe. */
    static final Ours STRICT = new Ours(null, false);

    /** Accepts everything, because the check was made elsewhere. */
    static final Ours UNCHECKED = new Ours(null, true);

    /** With this bit, a folder is deliberately one for everyone, such as /tmp. */
    static final int STICKY = 01000;

    private static final int OTHERS_WRITE = 0002;

    static Ours of(LatchkeyFolders folders) {
        return new Ours(SessionFolder.real(folders.home()), folders.unsafe());
    }

    /** The root at this path. If it is below the home, the home is checked as well. */
    SessionFolder root(Path path) {
        Path real = SessionFolder.real(path);
        boolean below = home != null && real.startsWith(home) && !real.equals(home);
        return new SessionFolder(below ? List.of(home, real) : List.of(real), List.of(), this);
    }

    /** Refuses a folder that another person owns or anyone can write to. */
    void refuseUnsafeFolder(Entry folder) throws IOException {
        refuseForeign(folder);
        if (!unsafe && folder.allows(OTHERS_WRITE) && !folder.allows(STICKY)) {
            throw new UnsafePlaceException(
                    folder.path(),
                    "everyone on this machine can write to the folder",
                    "If that is intended, set LATCHKEY_UNSAFE_HOME=1. Otherwise, check that its files are yours and close"
                            + " it to others. Run: chmod o-w " + StorageFailure.quoted(folder.path()));
        }
    }

    /** Refuses a file or folder that another person owns. */
    void refuseForeign(Entry entry) throws IOException {
        if (!unsafe && !entry.isRoots() && !entry.isMine()) {
            String owner = entry.ownerName();
            throw new UnsafePlaceException(
                    entry.path(),
                    (entry.isFolder() ? "the folder" : "the file") + " belongs to " + owner + ", not to you",
                    "Run this as " + owner + ", or set LATCHKEY_HOME to a folder of your own."
                            + " If that is intended, set LATCHKEY_UNSAFE_HOME=1.");
        }
    }

    /**
     * Refuses to let root create something in another person's folder: it would belong to root and lock that person out.
     *
     * @param folder the folder in which something is about to be created
     */
    void refuseToTakeFrom(Path folder) throws IOException {
        if (!unsafe && Entry.isProcessOfRoot()) {
            Entry entry = Entry.behind(folder);
            if (entry != null) {
                refuseForeign(entry);
            }
        }
    }

    /** Creates a folder and missing parent folders. */
    void makeFolders(Path folder) throws IOException {
        @Nullable Path parent = folder.getParent();
        if (parent != null && Entry.behind(parent) == null) {
            makeFolders(parent);
        }
        makeFolder(folder);
    }

    /** Creates a folder; does nothing if another process created it first. */
    void makeFolder(Path folder) throws IOException {
        @Nullable Path parent = folder.getParent();
        if (parent != null) {
            refuseToTakeFrom(parent);
        }
        try {
            OwnerOnly.createFolder(folder);
        } catch (FileAlreadyExistsException e) {
            return;
        }
        DurableFile.syncFolderOf(folder);
    }

    /**
     * Creates files and folders that only their owner can access from the moment they exist: mode 0600 or 0700, or on Windows an access control
     * list with one entry.
     */
    static final class OwnerOnly {
        // PosixFilePermissions.fromString() would use reflection.
        static final Set<PosixFilePermission> FILE_MODE =
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        static final Set<PosixFilePermission> FOLDER_MODE = Set.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

        private static final Set<OpenOption> OPEN =
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        private static final Set<OpenOption> CREATE = Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);

        private OwnerOnly() {}

        /**
         * Creates a folder.
         *
         * @throws FileAlreadyExistsException if there is something at the path; it is unchanged
         */
        static void createFolder(Path folder) throws IOException {
            // On Windows, everything created in it later inherits the list.
            Set<AclEntryFlag> inherited = EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
            Files.createDirectory(folder, attributes(folder.getFileSystem(), FOLDER_MODE, inherited));
            apply(folder, FOLDER_MODE);
            giveToOwnerOfFolder(folder);
        }

        /** Creates a file that does not exist yet. */
        static FileChannel createFile(Path file) throws IOException {
            FileChannel channel = FileChannel.open(
                    file, CREATE, attributes(file.getFileSystem(), FILE_MODE, EnumSet.noneOf(AclEntryFlag.class)));
            try {
                apply(file, FILE_MODE);
                giveToOwnerOfFolder(file);
                return channel;
            } catch (IOException e) {
                DurableFile.closeQuietly(channel);
                DurableFile.deleteQuietly(file);
                throw e;
            }
        }

        /** Opens or creates a file for reading and writing, because opening a pipe only for writing blocks until there is a reader. */
        static FileChannel openOrCreateFile(Path file) throws IOException {
            try {
                return FileChannel.open(file, OPEN);
            } catch (NoSuchFileException e) {
                try {
                    return createFile(file);
                } catch (FileAlreadyExistsException made) {
                    return FileChannel.open(file, OPEN); // Another process created it first.
                }
            }
        }

        /** Sets exactly this mode where there are modes: the umask may have removed bits from the owner, too. */
        static void apply(Path path, Set<PosixFilePermission> mode) throws IOException {
            if (isPosix(path.getFileSystem())) {
                Files.setPosixFilePermissions(path, mode);
            }
        }

        private static FileAttribute<?>[] attributes(
                FileSystem files, Set<PosixFilePermission> mode, Set<AclEntryFlag> flags) throws IOException {
            if (isPosix(files)) {
                return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
            }
            if (files.supportedFileAttributeViews().contains("acl")) {
                String user = System.getProperty("user.name", "");
                return new FileAttribute<?>[] {
                    accessList(files.getUserPrincipalLookupService().lookupPrincipalByName(user), flags)
                };
            }
            return new FileAttribute<?>[0];
        }

        /** An access control list that allows this user everything and has no other entries. */
        static FileAttribute<List<AclEntry>> accessList(UserPrincipal user, Set<AclEntryFlag> flags) {
            List<AclEntry> entries = List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(user)
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .setFlags(flags)
                    .build());
            return new FileAttribute<>() {
                @Override
                public String name() {
                    return "acl:acl";
                }

                @Override
                public List<AclEntry> value() {
                    return entries;
                }
            };
        }

        /**
         * Gives a file or folder that root created in another person's folder to that person, who would otherwise be locked out. Called before
         * the file takes effect, so that a failure is noticed in time.
         */
        private static void giveToOwnerOfFolder(Path made) throws IOException {
            @Nullable Path parent = made.getParent();
            if (parent == null || !Entry.isProcessOfRoot()) {
                return;
            }
            Entry folder = Entry.behind(parent);
            if (folder != null && folder.owner() != Entry.NONE && !folder.isRoots()) {
                Files.setAttribute(made, "unix:gid", folder.group(), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(made, "unix:uid", folder.owner(), LinkOption.NOFOLLOW_LINKS);
            }
        }

        private static boolean isPosix(FileSystem files) {
            return files.supportedFileAttributeViews().contains("posix");
        }
    }
}

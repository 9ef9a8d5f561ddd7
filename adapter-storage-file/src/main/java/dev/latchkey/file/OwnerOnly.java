package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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

/** Restricts a file or folder to its owner: mode 0600 or 0700, or on Windows an access control list with one entry. */
final class OwnerOnly {
    // PosixFilePermissions.fromString() would use reflection.
    static final Set<PosixFilePermission> FILE_MODE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    static final Set<PosixFilePermission> FOLDER_MODE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** The permission bits of the group and others. */
    private static final int OTHERS = 0077;

    /** All permission bits of a mode, without the file type. */
    private static final int PERMISSIONS = 07777;

    private OwnerOnly() {}

    /** Attributes for creating a file, so that others can never open it. */
    static FileAttribute<?>[] file(FileSystem files) throws IOException {
        return attributes(files, FILE_MODE, EnumSet.noneOf(AclEntryFlag.class));
    }

    /** Attributes for creating a folder. On Windows, everything created in it later inherits the list. */
    static FileAttribute<?>[] folder(FileSystem files) throws IOException {
        return attributes(files, FOLDER_MODE, EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT));
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

    /** Sets exactly this mode where there are modes: the umask may have removed bits from the owner, too. */
    static void apply(Path path, Set<PosixFilePermission> mode) throws IOException {
        if (isPosix(path.getFileSystem())) {
            Files.setPosixFilePermissions(path, mode);
        }
    }

    /** Sets a mode that was read before. */
    static void setMode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode & PERMISSIONS);
    }

    /** Whether others have any access; always false where there are no modes. */
    static boolean isWider(Entry entry) {
        return entry.allows(OTHERS);
    }

    /**
     * Gives a file or folder that root created in another person's folder to that person, who would otherwise be locked out. Call this
     * before the file takes effect, so that a failure is noticed in time.
     */
    static void giveToOwnerOfFolder(Path made) throws IOException {
        @Nullable Path parent = made.getParent();
        if (parent == null || !Person.isRoot()) {
            return;
        }
        Entry folder = Entry.behind(parent);
        if (folder != null && folder.owner() != Entry.NONE && !Person.isRoots(folder)) {
            Files.setAttribute(made, "unix:gid", folder.group(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(made, "unix:uid", folder.owner(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean isPosix(FileSystem files) {
        return files.supportedFileAttributeViews().contains("posix");
    }
}

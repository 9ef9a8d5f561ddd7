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
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What makes a file or a folder its owner's alone: mode 0600 or 0700, or on Windows an access list with one entry. */
final class OwnerOnly {
    // Not by PosixFilePermissions.fromString(), which reflects.
    static final Set<PosixFilePermission> FILE_MODE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    static final Set<PosixFilePermission> FOLDER_MODE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** The bits of a mode that are not the owner's. */
    private static final int OTHERS = 0077;

    private OwnerOnly() {}

    /** For the creation of a file, so that there is no moment in which others may open it. */
    static FileAttribute<?>[] file(FileSystem files) throws IOException {
        return attributes(files, FILE_MODE, EnumSet.noneOf(AclEntryFlag.class));
    }

    /** For the creation of a folder; on Windows what is made in it later inherits the list. */
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

    /** An access list that lets this user do everything and names nobody else. */
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

    /** Sets exactly this mode, where there are modes: a umask may have taken bits from the owner, too. */
    static void apply(Path path, Set<PosixFilePermission> mode) throws IOException {
        if (isPosix(path.getFileSystem())) {
            Files.setPosixFilePermissions(path, mode);
        }
    }

    /** Whether somebody else may do something with this; always false where there are no modes. */
    static boolean isWider(Path path) throws IOException {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        if (views.contains("unix")) {
            // One number. As a set of permissions it would be made by reflection, which takes a process's first ten
            // milliseconds.
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & OTHERS) != 0;
        }
        return views.contains("posix") && !FOLDER_MODE.containsAll(modeOf(path));
    }

    private static Set<PosixFilePermission> modeOf(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .permissions();
    }

    private static boolean isPosix(FileSystem files) {
        return files.supportedFileAttributeViews().contains("posix");
    }
}

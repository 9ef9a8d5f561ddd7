package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes a file or a folder its owner's alone: mode 0600 or 0700, or on Windows an access list with one entry. */
final class OwnerOnly {
    static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");

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
        BasicFileAttributes attributes = attributes(path);
        return attributes != null && isWider(attributes);
    }

    /** The same, of {@link #attributes}. */
    static boolean isWider(BasicFileAttributes attributes) {
        return attributes instanceof PosixFileAttributes posix && !FOLDER_MODE.containsAll(posix.permissions());
    }

    /** Of the thing itself, also if it is a link, with its mode where there are modes; null if there is nothing. */
    static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        Class<? extends BasicFileAttributes> kind =
                isPosix(path.getFileSystem()) ? PosixFileAttributes.class : BasicFileAttributes.class;
        try {
            return Files.readAttributes(path, kind, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static boolean isPosix(FileSystem files) {
        return files.supportedFileAttributeViews().contains("posix");
    }
}

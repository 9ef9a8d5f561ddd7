package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** The user who runs this process, identified by number like the owner of a file. */
final class Person {
    private static final int ROOT = 0;

    /** Not determined yet. */
    private static final int UNKNOWN = -2;

    /** Cached once found: a Java process does not change its user. */
    private static volatile int number = UNKNOWN;

    private Person() {}

    /** Whether this process runs as root, to whom permissions do not apply. */
    static boolean isRoot() {
        int self = self();
        return self == ROOT || self < 0 && System.getProperty("user.name", "").equals("root");
    }

    /** Whether this person owns what is at the path; true where there are no owners, or if this person's number is unknown. */
    static boolean owns(Path path, Entry entry) throws IOException {
        if (entry.owner() == Entry.NONE) {
            return true;
        }
        int self = self();
        return self >= 0 ? self == entry.owner() : isNamedAs(path);
    }

    /** Whether root owns it. */
    static boolean isRoots(Entry entry) {
        return entry.owner() == ROOT;
    }

    /** The owner's name, or the number if there is no name. */
    static String ownerOf(Path path, Entry entry) {
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException e) {
            return "user " + entry.owner();
        }
    }

    private static int self() {
        if (number == UNKNOWN) {
            number = look();
        }
        return number;
    }

    /** Linux represents each process as a folder that belongs to its user. Elsewhere, names have to be compared. */
    private static int look() {
        try {
            Path self = FileSystems.getDefault().getPath("/proc", "self");
            return self.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? (Integer) Files.getAttribute(self, "unix:uid")
                    : Entry.NONE;
        } catch (NoSuchFileException e) {
            return Entry.NONE;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static boolean isNamedAs(Path path) throws IOException {
        FileSystem files = path.getFileSystem();
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
                    .equals(files.getUserPrincipalLookupService()
                            .lookupPrincipalByName(System.getProperty("user.name", "")));
        } catch (UserPrincipalNotFoundException e) {
            return true; // A number without a name: there is nothing to compare.
        }
    }
}

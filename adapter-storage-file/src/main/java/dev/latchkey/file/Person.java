package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Who runs this process, as a file's owner is told: by number. */
final class Person {
    private static final int ROOT = 0;

    /** Not looked for yet. */
    private static final int UNKNOWN = -2;

    /** Once found it stays: a process of Java does not change it. */
    private static volatile int number = UNKNOWN;

    private Person() {}

    /** Whether this process runs as the one whom no permission binds. */
    static boolean isRoot() {
        int self = self();
        return self == ROOT || self < 0 && System.getProperty("user.name", "").equals("root");
    }

    /** Whether what is at the path is this person's; yes where there are no owners, or where it is not known who this person is. */
    static boolean owns(Path path, Entry entry) throws IOException {
        if (entry.owner() == Entry.NONE) {
            return true;
        }
        int self = self();
        return self >= 0 ? self == entry.owner() : isNamedAs(path);
    }

    /** Whether what is at the path is root's. */
    static boolean isRoots(Entry entry) {
        return entry.owner() == ROOT;
    }

    /** The owner's name, else the number. */
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

    /** Linux shows each process as a folder of its user's. Elsewhere names have to be compared. */
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
            return true; // A number without a name: nothing to compare with.
        }
    }
}

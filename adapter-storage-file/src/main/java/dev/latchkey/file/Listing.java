package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folders that stand for a name, skipping foreign folders, files and links. Anything that may hold a session but cannot be read
 * or named is reported as trouble and never skipped silently.
 */
final class Listing {
    private static final char UNDECODED = '\ufffd';

    private final NameCodec codec;
    private final Trouble trouble;

    /** Called for each thing that could not be read. */
    @FunctionalInterface
    interface Trouble {
        /** Treats an incomplete listing as a failure. */
        Trouble FAIL = failure -> {
            throw failure;
        };

        /** @throws IOException to end the listing with this exception */
        void met(IOException failure) throws IOException;
    }

    /**
     * A folder that may contain a session.
     *
     * @param path its path
     * @param name what it stands for; null if that cannot be determined
     */
    record Candidate(Path path, @Nullable String name) {}

    Listing(NameCodec codec, Trouble trouble) {
        this.codec = codec;
        this.trouble = trouble;
    }

    /** The folders in a root; none if there is no such root. */
    List<Candidate> in(SessionFolder root) throws IOException {
        try {
            root.existing();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            trouble.met(e);
            return List.of();
        }
        return in(root.path());
    }

    /** The folders in a folder; none if there is no such folder. */
    List<Candidate> in(Path parent) throws IOException {
        List<Candidate> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                add(entry, found);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            trouble.met(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            trouble.met(e);
        }
        return found;
    }

    /** The names of those folders that contain something under this file name. Its kind is checked later, when it is read. */
    List<String> namesWith(String file, List<Candidate> folders) throws IOException {
        List<String> names = new ArrayList<>();
        for (Candidate folder : folders) {
            try {
                if (Entry.isAt(folder.path().resolve(file))) {
                    names.add(nameOf(folder));
                }
            } catch (IOException e) {
                trouble.met(e);
            }
        }
        return names;
    }

    /** The name that a folder with a session stands for. */
    static String nameOf(Candidate folder) throws IOException {
        if (folder.name() == null) {
            throw new FileSystemException(
                    folder.path().toString(),
                    null,
                    NameCodec.isHashed(folder.path().getFileName().toString())
                            ? "the file " + SessionFolder.NAME_FILE + " in it does not tell the name that it stands for"
                            : "its name cannot be read in this locale; set LC_ALL to one with UTF-8, such as C.UTF-8");
        }
        return folder.name();
    }

    private void add(Path entry, List<Candidate> found) throws IOException {
        try {
            Entry what = Entry.at(entry);
            if (what == null || !what.isFolder()) {
                return;
            }
            String folder = entry.getFileName().toString();
            boolean hashed = NameCodec.isHashed(folder);
            Optional<String> name = hashed
                    ? SessionFolder.keptName(entry)
                            .filter(whole -> codec.encode(whole).equals(folder))
                    : codec.decode(folder);
            name = name.filter(NameCodec::isSessionName);
            if (name.isPresent() || hashed || isUndecoded(entry, folder)) {
                found.add(new Candidate(entry, name.orElse(null)));
            }
        } catch (IOException e) {
            trouble.met(e);
        }
    }

    /** Whether the system could not decode the bytes of the name and put a replacement character in their place. */
    private static boolean isUndecoded(Path entry, String folder) {
        if (folder.indexOf(UNDECODED) < 0) {
            return false;
        }
        try {
            return !entry.getFileSystem().getPath(folder).equals(entry.getFileName());
        } catch (InvalidPathException e) {
            return true;
        }
    }
}

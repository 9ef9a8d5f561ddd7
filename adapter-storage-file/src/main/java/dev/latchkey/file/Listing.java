package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the folders that stand for a name; foreign folders, files and links are passed over. */
final class Listing {
    private static final int LONGEST_NAME = 255;

    private Listing() {}

    /** The folders in a folder; none if there is no such folder. */
    static List<SessionFolder.Step> folders(Path parent, NameCodec codec) throws IOException {
        List<SessionFolder.Step> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                String folder = entry.getFileName().toString();
                name(entry, folder, codec).ifPresent(name -> found.add(new SessionFolder.Step(folder, name)));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** Whether there is anything under this name; what it is shows when it is read. */
    static boolean contains(Path folder, String file) {
        return Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<String> name(Path entry, String folder, NameCodec codec) throws IOException {
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Optional<String> name = NameCodec.isHashed(folder)
                ? LongNames.read(entry).filter(whole -> codec.encode(whole).equals(folder))
                : codec.decode(folder);
        return name.filter(Listing::isSessionName);
    }

    /** Whether a {@link dev.latchkey.model.SessionId} takes it. */
    static boolean isSessionName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return false;
            }
        }
        return !name.isBlank() && name.length() <= LONGEST_NAME;
    }
}

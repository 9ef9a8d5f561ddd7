package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.PrivateFiles;
import dev.latchkey.model.KeyRegister;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A home's random id and the names of keys that must not be deleted. They have a file of their own next to the one with the key names,
 * because version 0.1.0 rewrites that one. A digest of the home's folders is stored with the id, so a copy of the folder, or the same
 * folder with documents elsewhere, gets an id of its own, and the lines of each are preserved. Read and written only under the key's lock.
 */
final class HomeIdFile {
    private static final String KEPT = "kept ";
    private static final Pattern ID_LINE = Pattern.compile("[A-Za-z0-9_-]{6} [0-9a-f]{64}");

    private final Path path;
    private final List<Path> roots;

    /** @param names the file with the key names, absolute */
    HomeIdFile(Path names, List<Path> roots) {
        this.path = names.resolveSibling(names.getFileName() + ".home");
        this.roots = Stream.concat(Stream.ofNullable(names.getParent()), roots.stream())
                .toList();
    }

    /**
     * The file's content about this home.
     *
     * @param id its id, or null if it has none yet
     * @param kept the names of keys that must not be deleted, of all homes in this folder
     */
    record Content(@Nullable String id, Set<String> kept) {}

    Content read() {
        try {
            return contentOf(lines());
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, "read", e);
        }
    }

    /** Replaces the content about this home. It is durable when this returns. */
    void write(Content content) {
        try {
            List<String> before = lines();
            if (contentOf(before).equals(content)) {
                return;
            }
            PrivateFiles.replace(path, String.join("\n", lines(before, content)) + "\n");
            // A folder may have been created just now and be reached through links. What the next process reads must be
            // right.
            if (!contentOf(lines()).equals(content)) {
                throw new IOException("it does not keep what is written");
            }
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "write", e);
        }
    }

    private List<String> lines(List<String> before, Content content) throws IOException {
        String digest = digest();
        List<String> lines = new ArrayList<>();
        before.stream()
                .filter(line -> !line.startsWith(KEPT) && !line.endsWith(" " + digest))
                .forEach(lines::add);
        if (content.id() != null) {
            lines.add(content.id() + " " + digest);
        }
        content.kept().stream().sorted().map(KEPT::concat).forEach(lines::add);
        return lines;
    }

    private List<String> lines() throws IOException {
        return PrivateFiles.read(path)
                .orElse("")
                .lines()
                .filter(HomeIdFile::isOurs)
                .toList();
    }

    private static boolean isOurs(String line) {
        return line.startsWith(KEPT)
                ? KeyRegister.isName(line.substring(KEPT.length()))
                : ID_LINE.matcher(line).matches();
    }

    private Content contentOf(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return new Content(null, Set.of());
        }
        String digest = digest();
        @Nullable
        String id = lines.stream()
                .filter(line -> line.endsWith(" " + digest))
                .findFirst()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .orElse(null);
        return new Content(
                id,
                lines.stream()
                        .filter(line -> line.startsWith(KEPT))
                        .map(line -> line.substring(KEPT.length()))
                        .collect(Collectors.toSet()));
    }

    private String digest() throws IOException {
        TreeSet<String> folders = new TreeSet<>();
        for (Path root : roots) {
            folders.add(real(root.toAbsolutePath()).toString());
        }
        byte[] text = String.join("\n", folders).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The real path of the part that exists, followed by the rest unchanged. */
    private static Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            Path parent = path.getParent();
            return parent == null ? path : real(parent).resolve(Objects.requireNonNull(path.getFileName()));
        }
    }

    private StorageException failure(Reason reason, String what, IOException cause) {
        String message = "Could not " + what + " " + path + ", which tells the keyring keys of this home from others ("
                + cause.getClass().getSimpleName() + "). Check the permissions and the space there.";
        return new StorageException(reason, path.toString(), message, cause);
    }
}

package dev.latchkey.keyring;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The random id of a home. It stands beside the name of the key, in a file of its own, since version 0.1.0 rewrites that one; and
 * with it, as a digest, which folders it belongs to: so a copy of the folder, or the same folder with documents elsewhere, has
 * another id. Read and written under the key's lock only.
 */
final class HomeIdFile {
    private static final String KEPT = "kept ";
    private static final Pattern LINE =
            Pattern.compile("[A-Za-z0-9_-]{6} [0-9a-f]{64}|" + KEPT + "k1-[A-Za-z0-9_-]{12}");

    private final Path path;
    private final List<Path> roots;
    private final SecureRandom random;

    HomeIdFile(KeyringHome home, SecureRandom random) {
        Path names = home.keyNameFile().toAbsolutePath();
        this.path = names.resolveSibling(names.getFileName() + ".home");
        this.roots = Stream.concat(Stream.ofNullable(names.getParent()), home.roots().stream())
                .toList();
        this.random = random;
    }

    /** The id, if this home has one yet. */
    Optional<String> read() {
        try {
            return idIn(lines());
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, "read", e);
        }
    }

    /** The id; made, and durable when this returns, if there is none yet. */
    String readOrMake() {
        return read().orElseGet(this::make);
    }

    private String make() {
        String id = DataKey.randomId(random);
        try {
            add(id + " " + digest());
            // The folder may be there only now, and be reached by links: what counts is what the next process reads.
            return idIn(lines()).orElseThrow(() -> new IOException("it does not keep what is written"));
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "write", e);
        }
    }

    /** The names of keys that are not to be deleted. */
    Set<String> kept() {
        try {
            return lines().stream()
                    .filter(line -> line.startsWith(KEPT))
                    .map(line -> line.substring(KEPT.length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, "read", e);
        }
    }

    /** From now on that key is not to be deleted; that is durable when this returns. */
    void keep(String name) {
        try {
            add(KEPT + name);
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "write", e);
        }
    }

    private void add(String line) throws IOException {
        Set<String> lines = new LinkedHashSet<>(lines());
        if (lines.add(line)) {
            AtomicFile.replace(path, String.join("\n", lines) + "\n");
        }
    }

    private List<String> lines() throws IOException {
        return AtomicFile.read(path)
                .lines()
                .filter(line -> LINE.matcher(line).matches())
                .toList();
    }

    private Optional<String> idIn(List<String> lines) throws IOException {
        String digest = lines.isEmpty() ? "" : digest();
        return lines.stream()
                .filter(line -> line.endsWith(" " + digest))
                .findFirst()
                .map(line -> line.substring(0, line.indexOf(' ')));
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

    /** The real path of what exists of it, and the rest as it is. */
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

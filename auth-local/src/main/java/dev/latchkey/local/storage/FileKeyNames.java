package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.PrivateFiles;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.port.KeyNames;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The register of a home's keyring keys in two files: {@code keyring-key} contains their names, one per line, and version 0.1.0 reads and
 * writes it too and drops lines that it does not know; {@code keyring-key.home} contains what that version would not preserve: the home's
 * random id and the names of keys that must not be deleted. A digest of the home's folders is stored with the id, so a copy of the folder, or
 * the same folder with documents elsewhere, is a different home with an id of its own, and the lines of each are preserved. Read and written
 * only under the key's lock.
 */
public final class FileKeyNames implements KeyNames {
    private static final String KEPT = "kept ";
    private static final String NAMES = "names the keyring entry of Latchkey's key";
    private static final String DISTINGUISHES = "tells the keyring keys of this home from others";
    private static final Pattern ID_LINE = Pattern.compile("[A-Za-z0-9_-]{6} [0-9a-f]{64}");

    private final Path path;
    private final Path homePath;
    private final List<Path> roots;

    /**
     * @param file the file with the names; created when needed, as is the one named {@code .home}
     * @param roots the folders in which this home stores documents; need not exist
     */
    public FileKeyNames(Path file, List<Path> roots) {
        this.path = file.toAbsolutePath();
        this.homePath = path.resolveSibling(path.getFileName() + ".home");
        this.roots = Stream.concat(Stream.ofNullable(path.getParent()), roots.stream())
                .toList();
    }

    /** The register of the home in these folders. */
    public static FileKeyNames of(LatchkeyFolders folders) {
        Stream<Path> shared = folders.shared().stream().map(SharedFolder::root);
        return new FileKeyNames(
                folders.keyringKey(),
                Stream.concat(Stream.of(folders.sessions()), shared).toList());
    }

    @Override
    public KeyRegister read() {
        KeyRegister home;
        try {
            home = home(homeLines());
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, "read", homePath, DISTINGUISHES, e);
        }
        try {
            return new KeyRegister(names(), home.homeId(), home.kept());
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, "read", path, NAMES, e);
        }
    }

    /** The names are written last, so that no name exists before the id that it starts with. */
    @Override
    public void write(KeyRegister register) {
        try {
            writeHome(new KeyRegister(List.of(), register.homeId(), register.kept()));
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "write", homePath, DISTINGUISHES, e);
        }
        List<String> names = register.names();
        try {
            if (names.isEmpty()) {
                PrivateFiles.delete(path);
            } else if (!names.equals(names())) {
                PrivateFiles.replace(path, String.join("\n", names) + "\n");
            }
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "write", path, NAMES, e);
        }
    }

    /** Replaces what is known of this home. It is durable when this returns. */
    private void writeHome(KeyRegister home) throws IOException {
        List<String> before = homeLines();
        if (home(before).equals(home)) {
            return;
        }
        PrivateFiles.replace(homePath, String.join("\n", homeLines(before, home)) + "\n");
        // A folder may have been created just now and be reached through links. What the next process reads must be
        // right.
        if (!home(homeLines()).equals(home)) {
            throw new IOException("it does not keep what is written");
        }
    }

    private List<String> homeLines(List<String> before, KeyRegister home) throws IOException {
        String digest = digest();
        List<String> lines = new ArrayList<>();
        before.stream()
                .filter(line -> !line.startsWith(KEPT) && !line.endsWith(" " + digest))
                .forEach(lines::add);
        home.homeId().ifPresent(id -> lines.add(id + " " + digest));
        home.kept().stream().sorted().map(KEPT::concat).forEach(lines::add);
        return lines;
    }

    private List<String> homeLines() throws IOException {
        return PrivateFiles.read(homePath)
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(KEPT)
                        ? KeyRegister.isName(line.substring(KEPT.length()))
                        : ID_LINE.matcher(line).matches())
                .toList();
    }

    /** What the lines say of this home, without the names; the kept ones are of all homes in this folder. */
    private KeyRegister home(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return KeyRegister.empty();
        }
        String digest = digest();
        Optional<String> id = lines.stream()
                .filter(line -> line.endsWith(" " + digest))
                .findFirst()
                .map(line -> line.substring(0, line.indexOf(' ')));
        Set<String> kept = lines.stream()
                .filter(line -> line.startsWith(KEPT))
                .map(line -> line.substring(KEPT.length()))
                .collect(Collectors.toSet());
        return new KeyRegister(List.of(), id, kept);
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

    /** Ignores lines that are not key names. */
    private List<String> names() throws IOException {
        return PrivateFiles.read(path)
                .orElse("")
                .lines()
                .map(String::strip)
                .filter(KeyRegister::isName)
                .toList();
    }

    private static StorageException failure(Reason reason, String what, Path file, String purpose, IOException cause) {
        String message = "Could not " + what + " " + file + ", which " + purpose + " ("
                + cause.getClass().getSimpleName() + "). Check the permissions and the space there.";
        return new StorageException(reason, file.toString(), message, cause);
    }
}

package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.PrivateFiles;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.port.KeyNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The register of a home's keyring keys in two files: {@code keyring-key} contains their names, one per line, and version 0.1.0 reads and
 * writes it too and drops lines that it does not know; {@code keyring-key.home} contains what that version would not preserve. The same
 * files with documents in other folders are a different home; neither knows the other's id.
 */
public final class FileKeyNames implements KeyNames {
    private final Path path;
    private final HomeIdFile home;

    /**
     * @param file the file with the names; created when needed, as is the one named {@code .home}
     * @param roots the folders in which this home stores documents; need not exist
     */
    public FileKeyNames(Path file, List<Path> roots) {
        this.path = file.toAbsolutePath();
        this.home = new HomeIdFile(path, roots);
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
        HomeIdFile.Content about = home.read();
        try {
            return new KeyRegister(names(), Optional.ofNullable(about.id()), about.kept());
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, "read", e);
        }
    }

    /** The names are written last, so that no name exists before the id that it starts with. */
    @Override
    public void write(KeyRegister register) {
        home.write(new HomeIdFile.Content(register.homeId().orElse(null), register.kept()));
        List<String> names = register.names();
        try {
            if (names.isEmpty()) {
                PrivateFiles.delete(path);
            } else if (!names.equals(names())) {
                PrivateFiles.replace(path, String.join("\n", names) + "\n");
            }
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "write", e);
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

    private StorageException failure(Reason reason, String what, IOException cause) {
        String message = "Could not " + what + " " + path + ", which names the keyring entry of Latchkey's key ("
                + cause.getClass().getSimpleName() + "). Check the permissions and the space there.";
        return new StorageException(reason, path.toString(), message, cause);
    }
}

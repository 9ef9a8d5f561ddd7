package dev.latchkey.local.storage;

import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.port.KeyNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The register of a home's keyring keys in two files: {@code keyring-key} contains their names, and version 0.1.0 reads and writes it too;
 * {@code keyring-key.home} contains what that version would not preserve. The same files with documents in other folders are a different
 * home; neither knows the other's id.
 */
public final class FileKeyNames implements KeyNames {
    private final KeyNameFile names;
    private final HomeIdFile home;

    /**
     * @param file the file with the names; created when needed, as is the one named {@code .home}
     * @param roots the folders in which this home stores documents; need not exist
     */
    public FileKeyNames(Path file, List<Path> roots) {
        Path absolute = file.toAbsolutePath();
        this.names = new KeyNameFile(absolute);
        this.home = new HomeIdFile(absolute, roots);
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
        return new KeyRegister(names.read(), Optional.ofNullable(about.id()), about.kept());
    }

    /** The names are written last, so that no name exists before the id that it starts with. */
    @Override
    public void write(KeyRegister register) {
        home.write(new HomeIdFile.Content(register.homeId().orElse(null), register.kept()));
        names.write(register.names());
    }
}

package dev.latchkey.keyring;

import dev.latchkey.port.SessionStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Whose keys the keys are. A home makes keys of its own, known by a random id in their names, and deletes no others: another
 * home may share the keyring, the folder of the key's name, or some of the sealed documents.
 *
 * @param keyNameFile the file that names the keys, {@code LATCHKEY_HOME/keyring-key}; made when needed, as is a file of the same
 *     name and {@code .home} for the id
 * @param roots the folders in which the store keeps its documents; need not exist. The same name file with other folders is
 *     another home: neither sees what the other sealed
 * @param others where else documents may be sealed under these keys, as by version 0.1.0, which knows no homes: looked into
 *     before a key is deleted
 */
public record KeyringHome(Path keyNameFile, List<Path> roots, List<SessionStore> others) {
    public KeyringHome {
        Objects.requireNonNull(keyNameFile, "keyNameFile");
        roots = List.copyOf(roots);
        others = List.copyOf(others);
    }

    /** One whose documents are all in the folder of its name file, or always in the same other one. */
    public static KeyringHome of(Path keyNameFile) {
        return new KeyringHome(keyNameFile, List.of(), List.of());
    }
}

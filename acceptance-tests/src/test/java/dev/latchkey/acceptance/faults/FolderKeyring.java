package dev.latchkey.acceptance.faults;

import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringKind;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A keyring that outlives processes: each entry is a file in a folder. */
record FolderKeyring(Path folder) implements KeyringBackend {
    @Override
    public KeyringKind kind() {
        return KeyringKind.SECRET_SERVICE;
    }

    @Override
    public void requireReady() {}

    @Override
    public Optional<Secret> get(String account) throws IOException {
        try {
            return Optional.of(Secret.of(Files.readString(folder.resolve(account))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String account, Secret value) throws IOException {
        Files.writeString(folder.resolve(account), value.reveal());
    }

    @Override
    public void delete(String account) throws IOException {
        Files.deleteIfExists(folder.resolve(account));
    }
}

package dev.latchkey.keyring;

import dev.latchkey.model.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The Secret Service as most processes need it: one look and one reading, without java-keyring and its D-Bus library, whose
 * loading takes longer than all the rest of such a process. What changes the keyring goes through java-keyring, and so does
 * everything on a bus that is not at a socket in the file system.
 */
final class DirectReads implements KeyringBackend {
    private final Supplier<KeyringBackend> library;
    private final SecretServiceReader reader;
    private final Map<String, String> environment;

    /**
     * @param library gives java-keyring, where it is needed
     * @param environment the environment variables
     */
    DirectReads(Supplier<KeyringBackend> library, SecretServiceReader reader, Map<String, String> environment) {
        this.library = library;
        this.reader = reader;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public KeyringKind kind() {
        return KeyringKind.SECRET_SERVICE;
    }

    @Override
    public KeyringFinding probe() throws Exception {
        Optional<Path> socket = SessionBus.socket(environment);
        return socket.isPresent() ? reader.look(socket.get()) : library.get().probe();
    }

    @Override
    public Optional<Secret> get(String account) throws Exception {
        Optional<Path> socket = SessionBus.socket(environment);
        return socket.isPresent()
                ? reader.get(socket.get(), account)
                : library.get().get(account);
    }

    @Override
    public void put(String account, Secret value) throws Exception {
        library.get().put(account, value);
    }

    @Override
    public void delete(String account) throws Exception {
        library.get().delete(account);
    }
}

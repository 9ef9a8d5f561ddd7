package dev.latchkey.keyring.guard;

import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.bus.SecretService;
import java.util.Map;
import java.util.function.Supplier;

/** This system's keyring, behind its guard. */
public final class OsKeyring {
    private OsKeyring() {}

    /**
     * Returns a guarded keyring. It does not connect or load anything until it is used.
     *
     * <pre>{@code
     * GuardedKeyring keyring = OsKeyring.open(KeyringOptions.ofThisSystem(KeyringOptions.Person.PRESENT));
     * KeyringStatus status = keyring.probe();
     * }</pre>
     */
    public static GuardedKeyring open(KeyringOptions options) {
        Map<String, String> environment = System.getenv();
        Supplier<KeyringBackend> library = () -> new JavaKeyring(options.kind(), options.service(), environment);
        KeyringBackend backend = switch (options.kind()) {
            case SECRET_SERVICE -> new SecretService(options.service(), environment, library);
            case KWALLET, MACOS_KEYCHAIN, WINDOWS_CREDENTIAL_MANAGER -> library.get();
        };
        return new GuardedKeyring(backend, options.limit());
    }
}

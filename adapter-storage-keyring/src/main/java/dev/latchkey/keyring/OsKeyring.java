package dev.latchkey.keyring;

import java.util.Map;

/** The keyring of this system, behind its guard. */
public final class OsKeyring {
    private OsKeyring() {}

    /**
     * The guard of a keyring. Connects to nothing and loads nothing until it is used.
     *
     * <pre>{@code
     * GuardedKeyring keyring = OsKeyring.open(KeyringOptions.ofThisSystem(console != null));
     * KeyringStatus status = keyring.probe();
     * }</pre>
     */
    public static GuardedKeyring open(KeyringOptions options) {
        return open(options, System.getenv());
    }

    static GuardedKeyring open(KeyringOptions options, Map<String, String> environment) {
        KeyringBackend backend = options.kind() == KeyringKind.SECRET_SERVICE
                ? new DirectReads(
                        () -> library(options, environment), new SecretServiceReader(options.service()), environment)
                : library(options, environment);
        return new GuardedKeyring(backend, options.limit());
    }

    /** To make it loads java-keyring and its D-Bus library, in parts. */
    private static KeyringBackend library(KeyringOptions options, Map<String, String> environment) {
        OpenKeyring.Opener opener = OpenKeyring.of(options.kind());
        Prober prober = switch (options.kind()) {
            case SECRET_SERVICE -> new BusProber(environment, new SecretServiceQuestion());
            case KWALLET -> new BusProber(environment, new KWalletQuestion());
            case MACOS_KEYCHAIN, WINDOWS_CREDENTIAL_MANAGER -> new LookupProber(options.service(), opener);
        };
        return new JavaKeyringBackend(options.kind(), options.service(), opener, prober);
    }
}

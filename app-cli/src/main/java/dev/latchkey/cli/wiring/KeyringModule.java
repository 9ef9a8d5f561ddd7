package dev.latchkey.cli.wiring;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import dev.latchkey.console.Terminal;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.guard.OsKeyring;
import jakarta.inject.Singleton;

/** The OS keyring, which is loaded only for a login that may use it and for a sealed session. */
@Module
final class KeyringModule {
    private KeyringModule() {}

    @Provides
    @Singleton
    static GuardedKeyring keyring(Environment environment, Terminal terminal) {
        GuardedKeyring given = environment.keyring();
        return given != null ? given : OsKeyring.open(KeyringOptions.ofThisSystem(terminal.errIsTerminal()));
    }

    @Provides
    static KeyringStores stores(Lazy<GuardedKeyring> keyring) {
        return new KeyringStores(keyring);
    }
}

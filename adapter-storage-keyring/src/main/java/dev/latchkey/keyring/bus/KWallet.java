package dev.latchkey.keyring.bus;

import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.bus.SessionBus.Target;
import java.io.IOException;
import java.util.Map;

/** Checks KWallet with its own protocol. */
public final class KWallet {
    private static final Target WALLETS = new Target("org.kde.kwalletd5", "/modules/kwalletd5", "org.kde.KWallet");

    private KWallet() {}

    /**
     * Checks that the local wallet is open. A closed one counts as locked, because opening it would prompt.
     *
     * @param environment the environment variables
     * @throws KeyringException if it is not open, or there is none
     * @throws IOException if that cannot be determined
     */
    public static void requireOpen(Map<String, String> environment) throws IOException, KeyringException {
        try (SessionBus bus = SessionBus.connect(environment)) {
            Object wallet = bus.call(WALLETS, "localWallet", "", "s").get(0);
            if (!Boolean.TRUE.equals(
                    bus.call(WALLETS, "isOpen", "s", "b", wallet).get(0))) {
                throw new KeyringException(KeyringState.LOCKED, "");
            }
        }
    }
}

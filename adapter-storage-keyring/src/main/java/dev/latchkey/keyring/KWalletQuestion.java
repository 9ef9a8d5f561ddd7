package dev.latchkey.keyring;

import dev.latchkey.keyring.BusConnection.BusObject;
import org.freedesktop.dbus.exceptions.DBusException;

/** Asks KWallet whether the local wallet is open; if not, to open it would ask a person. */
final class KWalletQuestion implements BusProber.Question {
    private static final BusObject WALLETS =
            new BusObject("org.kde.kwalletd5", "/modules/kwalletd5", "org.kde.KWallet");

    @Override
    public KeyringFinding ask(BusConnection bus) throws DBusException {
        Object wallet = bus.call(WALLETS, "localWallet", "");
        Object open = bus.call(WALLETS, "isOpen", "s", wallet);
        return KeyringFinding.of(Boolean.TRUE.equals(open) ? KeyringState.READY : KeyringState.LOCKED);
    }
}

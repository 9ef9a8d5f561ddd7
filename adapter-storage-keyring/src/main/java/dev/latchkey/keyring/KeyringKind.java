package dev.latchkey.keyring;

import java.util.Locale;

/** The keyrings that can be used. */
public enum KeyringKind {
    /** Whatever offers the freedesktop Secret Service on the session bus: gnome-keyring, KeePassXC, a recent KWallet. */
    SECRET_SERVICE(
            "Secret Service",
            "log in to the desktop; or, for gnome-keyring in a terminal: read -rs P; printf %s \"$P\" |"
                    + " gnome-keyring-daemon --replace --unlock --components=secrets"),
    /** The login keychain of macOS. */
    MACOS_KEYCHAIN("macOS keychain", "run security unlock-keychain"),
    /** The Credential Manager of Windows. */
    WINDOWS_CREDENTIAL_MANAGER("Windows Credential Manager", "log on to the desktop"),
    /** KWallet over its own protocol; only where it is configured, since opening a wallet asks a person. */
    KWALLET("KWallet", "open the wallet with kwalletmanager5");

    private final String title;

    /** How a person unlocks it. */
    final String unlocking;

    KeyringKind(String title, String unlocking) {
        this.title = title;
        this.unlocking = unlocking;
    }

    /** The keyring of this system. */
    public static KeyringKind ofThisSystem() {
        return of(System.getProperty("os.name", ""));
    }

    /** The keyring of a system by the name that Java gives it ({@code os.name}). */
    static KeyringKind of(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS_CREDENTIAL_MANAGER;
        }
        return name.startsWith("mac") || name.startsWith("darwin") ? MACOS_KEYCHAIN : SECRET_SERVICE;
    }

    /** Its name, for a person. */
    public String title() {
        return title;
    }
}

package dev.latchkey.keyring;

import java.util.Locale;

/** The supported keyrings. */
public enum KeyringKind {
    /** Any program that provides the freedesktop Secret Service on the session bus: gnome-keyring, KeePassXC, a recent KWallet. */
    SECRET_SERVICE(
            "Secret Service",
            "log in to the desktop; or, for gnome-keyring in a terminal: read -rs P; printf %s \"$P\" |"
                    + " gnome-keyring-daemon --replace --unlock --components=secrets"),
    /** The macOS login keychain. */
    MACOS_KEYCHAIN("macOS keychain", "run security unlock-keychain"),
    /** The Windows Credential Manager. */
    WINDOWS_CREDENTIAL_MANAGER("Windows Credential Manager", "log on to the desktop"),
    /** KWallet with its own protocol. Used only if configured, because opening a wallet prompts. */
    KWALLET("KWallet", "open the wallet with kwalletmanager5");

    private final String title;

    /** How to unlock it. */
    final String unlocking;

    KeyringKind(String title, String unlocking) {
        this.title = title;
        this.unlocking = unlocking;
    }

    /** The keyring of this system. */
    public static KeyringKind ofThisSystem() {
        return of(System.getProperty("os.name", ""));
    }

    /** The keyring of the system with this name ({@code os.name}). */
    static KeyringKind of(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS_CREDENTIAL_MANAGER;
        }
        return name.startsWith("mac") || name.startsWith("darwin") ? MACOS_KEYCHAIN : SECRET_SERVICE;
    }

    /** The keyring's display name. */
    public String title() {
        return title;
    }
}

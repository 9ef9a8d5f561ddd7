package dev.latchkey.keyring;

import com.github.javakeyring.KeyringStorageType;
import java.util.Locale;

/** The keyrings that can be used. */
public enum KeyringKind {
    /** Whatever offers the freedesktop Secret Service on the session bus: gnome-keyring, KeePassXC, a recent KWallet. */
    SECRET_SERVICE(
            "Secret Service",
            Integer.MAX_VALUE,
            "log in to the desktop, or run gnome-keyring-daemon --unlock and type the keyring's password and Ctrl-D"),
    /** The login keychain of macOS. */
    MACOS_KEYCHAIN("macOS keychain", Integer.MAX_VALUE, "run security unlock-keychain"),
    /** The Credential Manager of Windows. An entry holds 2,560 bytes, and each character takes two. */
    WINDOWS_CREDENTIAL_MANAGER("Windows Credential Manager", 1280, "log on to the desktop"),
    /** KWallet over its own protocol; only where it is configured, since opening a wallet asks a person. */
    KWALLET("KWallet", Integer.MAX_VALUE, "open the wallet with kwalletmanager5");

    private final String title;
    private final int longestValue;
    private final String unlocking;

    KeyringKind(String title, int longestValue, String unlocking) {
        this.title = title;
        this.longestValue = longestValue;
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

    /** The most characters that one entry holds. */
    int longestValue() {
        return longestValue;
    }

    /** How a person unlocks it. */
    String unlocking() {
        return unlocking;
    }

    /** What java-keyring calls it. Always named: its own choice tries several and loads native code for some. */
    KeyringStorageType storageType() {
        return switch (this) {
            case SECRET_SERVICE -> KeyringStorageType.GNOME_KEYRING;
            case MACOS_KEYCHAIN -> KeyringStorageType.OSX_KEYCHAIN;
            case WINDOWS_CREDENTIAL_MANAGER -> KeyringStorageType.WINDOWS_CREDENTIAL_STORE;
            case KWALLET -> KeyringStorageType.KWALLET;
        };
    }
}

package dev.latchkey.keyring.guard;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringKind;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.bus.KWallet;
import dev.latchkey.keyring.bus.SessionBus;
import dev.latchkey.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * java-keyring, opened for each call and closed afterwards: an open instance would keep answering for a service that is gone, and wait for
 * prompts on a closed connection.
 *
 * <p>It has one exception type for everything, so only the message helps to interpret its failures: it contains Windows error codes as
 * numbers, and those of macOS as numbers or as the system's English sentences.
 */
final class JavaKeyring implements KeyringBackend {
    /** A Windows entry holds 2,560 bytes, and each character takes two. */
    private static final int LONGEST_ON_WINDOWS = 1280;

    private static final String NEVER_AN_ENTRY = "probe";
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])-?\\d{1,10}(?![\\w])");
    private static final int LONGEST_CHAIN = 10;

    private final KeyringKind kind;
    private final String service;
    private final Map<String, String> environment;
    private final Opener opener;

    JavaKeyring(KeyringKind kind, String service, Map<String, String> environment) {
        this(kind, service, environment, () -> {
            SessionBus.announce(environment);
            return Keyring.create(storageType(kind));
        });
    }

    JavaKeyring(KeyringKind kind, String service, Map<String, String> environment, Opener opener) {
        this.kind = kind;
        this.service = service;
        this.environment = environment;
        this.opener = opener;
    }

    /** java-keyring's name for the keyring. Always given, because its own choice tries several and loads native code for some. */
    static KeyringStorageType storageType(KeyringKind kind) {
        return switch (kind) {
            case SECRET_SERVICE -> KeyringStorageType.GNOME_KEYRING;
            case MACOS_KEYCHAIN -> KeyringStorageType.OSX_KEYCHAIN;
            case WINDOWS_CREDENTIAL_MANAGER -> KeyringStorageType.WINDOWS_CREDENTIAL_STORE;
            case KWALLET -> KeyringStorageType.KWALLET;
        };
    }

    @Override
    public KeyringKind kind() {
        return kind;
    }

    /** Requests an entry that never exists, which reveals no secret; macOS and Windows offer no other check. */
    @Override
    public void requireReady() throws Exception {
        if (kind == KeyringKind.KWALLET) {
            KWallet.requireOpen(environment);
            return;
        }
        Keyring keyring;
        try {
            keyring = opener.open();
        } catch (Exception | LinkageError e) {
            throw new KeyringException(KeyringState.UNSUPPORTED, e);
        }
        use(keyring, open -> Optional.of(open.getPassword(service, NEVER_AN_ENTRY)));
    }

    @Override
    public Optional<Secret> get(String account) throws Exception {
        // Its contract says never null, but its code can return null; this counts as no reply.
        return use(opener.open(), keyring -> Optional.of(keyring.getPassword(service, account)))
                .map(Secret::of);
    }

    @Override
    public void put(String account, Secret value) throws Exception {
        int length = value.reveal().length();
        int longest = kind == KeyringKind.WINDOWS_CREDENTIAL_MANAGER ? LONGEST_ON_WINDOWS : Integer.MAX_VALUE;
        if (length == 0 || length > longest) {
            throw new IllegalArgumentException(
                    "An entry of the " + kind.title() + " holds 1 to " + longest + " characters, not " + length);
        }
        use(opener.open(), keyring -> {
            keyring.setPassword(service, account, value.reveal());
            return Optional.empty();
        });
    }

    @Override
    public void delete(String account) throws Exception {
        use(opener.open(), keyring -> {
            keyring.deletePassword(service, account);
            return Optional.empty();
        });
    }

    /** Empty if it fails because there is no such entry. */
    private static Optional<String> use(Keyring keyring, Use use) throws Exception {
        try {
            return use.with(keyring);
        } catch (PasswordAccessException e) {
            if (saysMissing(e)) {
                return Optional.empty();
            }
            throw e;
        } finally {
            try {
                keyring.close();
            } catch (Exception ignored) {
                // The read or write has already succeeded. Closing failed because the guard interrupted it or the
                // service is gone; its threads are daemons.
            }
        }
    }

    /** Returns the exception that describes what any failure means for the keyring. */
    static KeyringException explain(Throwable failure) {
        return failure instanceof KeyringException told
                ? told
                : new KeyringException(stateIn(failure).orElse(KeyringState.FAILED), failure);
    }

    /** Whether the failure means that there is no such entry. */
    static boolean saysMissing(Throwable failure) {
        return texts(failure).anyMatch(JavaKeyring::saysMissing);
    }

    /** The state of the keyring that the failure indicates; empty if it does not indicate one. */
    static Optional<KeyringState> stateIn(Throwable failure) {
        return texts(failure).flatMap(text -> stateIn(text).stream()).findFirst();
    }

    /** The messages of the failure and its causes, whose chain may be circular. */
    private static Stream<String> texts(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .map(cause -> String.valueOf(cause.getMessage()));
    }

    private static boolean saysMissing(String text) {
        return text.contains("No stored credentials match")
                || text.contains("not in wallet")
                || text.contains("could not be found in the keychain")
                // Windows: ERROR_NOT_FOUND; macOS: errSecItemNotFound
                || hasNumber(text, "1168", "-25300");
    }

    private static Optional<KeyringState> stateIn(String text) {
        if (text.contains("Too many stored credentials match")) {
            return Optional.of(KeyringState.DAMAGED);
        }
        // No desktop session, or locked and unable to prompt, as over ssh. Windows: ERROR_NO_SUCH_LOGON_SESSION;
        // macOS: errSecInteractionNotAllowed
        if (hasNumber(text, "1312", "-25308") || text.contains("User interaction is not allowed")) {
            return Optional.of(KeyringState.LOCKED);
        }
        // Windows: ERROR_ACCESS_DENIED, ERROR_CANCELLED; macOS: errSecAuthFailed, errSecUserCanceled
        boolean denied = text.startsWith("Error code ") && hasNumber(text, "5", "1223")
                || hasNumber(text, "-25293", "-128")
                || text.contains("user name or passphrase you entered is not correct")
                || text.contains("User canceled the operation");
        return denied ? Optional.of(KeyringState.DENIED) : Optional.empty();
    }

    private static boolean hasNumber(String text, String... numbers) {
        return NUMBER.matcher(text).results().anyMatch(found -> List.of(numbers).contains(found.group()));
    }

    @FunctionalInterface
    interface Opener {
        Keyring open() throws BackendNotSupportedException;
    }

    @FunctionalInterface
    private interface Use {
        Optional<String> with(Keyring keyring) throws Exception;
    }
}
